package io.github.servletexporter.sharing.codec;

import java.io.IOException;

/** Exception for bytes that cannot be decoded and for metrics that cannot be encoded. */
public final class CodecException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Damage damage;

  public CodecException(Damage damage, String message) {
    super(message);
    this.damage = damage;
  }

  public CodecException(Damage damage, String message, Throwable cause) {
    super(message, cause);
    this.damage = damage;
  }

  public Damage damage() {
    return damage;
  }
}
