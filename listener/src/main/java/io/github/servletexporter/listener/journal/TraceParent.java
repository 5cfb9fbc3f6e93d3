package io.github.servletexporter.listener.journal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser of the header field {@code traceparent}, which a client may fill with anything. */
final class TraceParent {

  /**
   * Version, trace id, parent id and flags; versions after 00 may add fields after a dash (W3C
   * Trace Context level 1, sections 3.2.2 and 4.3).
   */
  private static final Pattern FIELD =
      Pattern.compile(
          "(?!ff)(?<version>[0-9a-f]{2})-(?!0{32})(?<trace>[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}"
              + "-[0-9a-f]{2}(?<rest>-[\\x20-\\x7e]*)?");

  private static final int MAX_LENGTH = 512;

  private TraceParent() {}

  /** Returns the trace id in a field value, or null if the value is not valid. */
  static @Nullable String traceId(@Nullable String value) {
    if (value == null || value.length() > MAX_LENGTH) {
      return null;
    }
    Matcher matcher = FIELD.matcher(value);
    boolean valid =
        matcher.matches()
            && (matcher.group("rest") == null || !matcher.group("version").equals("00"));
    return valid ? matcher.group("trace") : null;
  }
}
