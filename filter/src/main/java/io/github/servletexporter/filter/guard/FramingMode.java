package io.github.servletexporter.filter.guard;

/** What happens to a request whose framing is ambiguous: key {@code framing}. */
public enum FramingMode {
  /** It is refused with 400 or 501 and its connection is closed. */
  REJECT,
  /** As {@link #REJECT}, and look-alikes of the framing fields are refused as well. */
  STRICT,
  /** It is counted and passed on. */
  OBSERVE,
  /** It is not looked at. */
  OFF
}
