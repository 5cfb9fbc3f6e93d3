package io.github.servletexporter.filter.setting;

/** Way in which the sizes of request and response bodies are determined (key {@code sizes}). */
public enum SizeMode {
  /** Sizes are not determined. */
  OFF,
  /**
   * Sizes are taken from {@code Content-Length}. Nothing is wrapped, and bodies of undeclared
   * length are not recorded.
   */
  DECLARED,
  /** Bytes are counted as they are read and written; request and response are wrapped. */
  COUNTED
}
