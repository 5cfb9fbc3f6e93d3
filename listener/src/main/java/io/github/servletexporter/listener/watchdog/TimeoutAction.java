package io.github.servletexporter.listener.watchdog;

import java.util.Locale;

/** What is done about a stuck request's thread, once it is counted and logged. */
public enum TimeoutAction {
  /** Nothing. */
  LOG,
  /** It is interrupted once. */
  INTERRUPT,
  /** The pool is asked once to replace it; it ends when its request does. */
  RECYCLE;

  /** Returns how the configuration names it. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
