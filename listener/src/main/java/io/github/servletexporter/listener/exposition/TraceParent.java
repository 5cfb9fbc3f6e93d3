package io.github.servletexporter.listener.exposition;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Content of the header field {@code traceparent}, which a client may fill with anything.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId identifier of the client's span, 16 lower-case hexadecimal digits
 * @param sampled whether the client may have recorded the trace
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {

  /**
   * Version, trace id, parent id and flags; versions after 00 may add fields after a dash (W3C
   * Trace Context level 1, sections 3.2.2 and 4.3).
   */
  private static final Pattern FIELD =
      Pattern.compile(
          "(?!ff)(?<version>[0-9a-f]{2})-(?!0{32})(?<trace>[0-9a-f]{32})"
              + "-(?!0{16})(?<span>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?<rest>-[\\x20-\\x7e]*)?");

  private static final int MAX_LENGTH = 512;
  private static final int SAMPLED = 1;

  /** Returns the content of a field value, or null if the value is not valid. */
  public static @Nullable TraceParent parse(@Nullable String value) {
    if (value == null || value.length() > MAX_LENGTH) {
      return null;
    }
    Matcher matcher = FIELD.matcher(value);
    boolean valid =
        matcher.matches()
            && (matcher.group("rest") == null || !matcher.group("version").equals("00"));
    if (!valid) {
      return null;
    }
    boolean sampled = (Integer.parseInt(matcher.group("flags"), 16) & SAMPLED) != 0;
    return new TraceParent(matcher.group("trace"), matcher.group("span"), sampled);
  }
}
