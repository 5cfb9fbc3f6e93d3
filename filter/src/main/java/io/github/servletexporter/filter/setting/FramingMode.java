package io.github.servletexporter.filter.setting;

/** Treatment of requests with ambiguous framing (key {@code framing}). */
public enum FramingMode {
  /** The request is refused with status 400 or 501, and its connection is closed. */
  REJECT,
  /** As {@link #REJECT}; look-alikes of the framing fields are refused as well. */
  STRICT,
  /** The request is counted and admitted. */
  OBSERVE,
  /** Requests are not inspected. */
  OFF
}
