package io.github.servletexporter.listener.store;

import java.io.IOException;

/** Says that bytes could not be read, or a snapshot could not be written, and why. */
final class CodecException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Damage damage;

  CodecException(Damage damage, String message) {
    super(message);
    this.damage = damage;
  }

  CodecException(Damage damage, String message, Throwable cause) {
    super(message, cause);
    this.damage = damage;
  }

  Damage damage() {
    return damage;
  }
}
