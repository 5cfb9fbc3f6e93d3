package io.github.servletexporter.filter.meter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Closed set of values of the label {@code http_request_method}: the methods of RFC 9110 section 9
 * and RFC 5789, and {@code _OTHER} for all others (HTTP conventions of OpenTelemetry).
 */
public final class HttpMethods {

  private static final List<String> LABELS =
      List.of(
          "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "_OTHER");

  /** Number of method indexes. */
  public static final int COUNT = LABELS.size();

  /** Index of {@code HEAD}, whose responses have no body. */
  public static final int HEAD = 1;

  private static final int OTHER = COUNT - 1;

  private HttpMethods() {}

  /** Returns the index of a method, 0 to {@link #COUNT} - 1. Method names are case-sensitive. */
  public static int indexOf(@Nullable String method) {
    if (method == null) {
      return OTHER;
    }
    return switch (method) {
      case "GET" -> 0;
      case "HEAD" -> HEAD;
      case "POST" -> 2;
      case "PUT" -> 3;
      case "DELETE" -> 4;
      case "CONNECT" -> 5;
      case "OPTIONS" -> 6;
      case "TRACE" -> 7;
      case "PATCH" -> 8;
      default -> OTHER;
    };
  }

  /** Returns the label value of an index. */
  public static String label(int index) {
    return LABELS.get(index);
  }
}
