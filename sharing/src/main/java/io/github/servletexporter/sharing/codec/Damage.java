package io.github.servletexporter.sharing.codec;

import java.util.Locale;

/** What is wrong with an entry that can't be used. It is skipped, counted and named. */
public enum Damage {
  /** Its bytes are not those that were written, or mean nothing. */
  CORRUPT,
  /** Its end is missing. */
  TRUNCATED,
  /** It is not ours: another format, another member's under this key, no regular file. */
  FOREIGN,
  /** A newer release wrote it in a format that this one doesn't know. */
  FUTURE,
  /** It is larger than we read. */
  TOO_LARGE,
  /** The store has it and does not give it: permissions, an error of the disk. */
  UNREADABLE;

  /** Returns the value of the label {@code outcome}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
