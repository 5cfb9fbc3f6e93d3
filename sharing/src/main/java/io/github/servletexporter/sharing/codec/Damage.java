package io.github.servletexporter.sharing.codec;

import java.util.Locale;

/** Reason why an entry cannot be used. Such an entry is skipped, counted and logged. */
public enum Damage {
  /** The bytes differ from those that were written, or have no meaning. */
  CORRUPT,
  /** The end is missing. */
  TRUNCATED,
  /**
   * Not an entry of this instance: another format, another instance's entry, or no regular file.
   */
  FOREIGN,
  /** Written by a newer release in a format that this one cannot read. */
  FUTURE,
  /** Larger than the size limit. */
  TOO_LARGE,
  /** Present in the store, but not readable: missing permission, disk error. */
  UNREADABLE;

  /** Returns the value of the label {@code outcome}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
