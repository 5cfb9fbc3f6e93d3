package io.github.servletexporter.filter.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Rules that detect ambiguous framing of an HTTP/1.x request. If two hops disagree about the end of
 * a message, a client can smuggle a request past the first one (CWE-444, RFC 9112 section 11.2).
 *
 * <p>Thread-safe. Reads header fields only, never the body. Values are compared as received,
 * without trimming and with case mapping for ASCII only, because lenient parsing is what makes
 * smuggling possible (the KELVIN SIGN maps to the lower-case letter k).
 */
public final class FramingRules {

  private static final String TRANSFER_ENCODING = "Transfer-Encoding";
  private static final String CONTENT_LENGTH = "Content-Length";
  private static final String CONNECTION = "Connection";
  private static final String HOST = "Host";
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String CHUNKED = "chunked";

  /** Codings of RFC 9112 section 7.2 and their aliases, which may precede chunked. */
  private static final String[] REGISTERED_CODINGS = {
    "gzip", "x-gzip", "deflate", "compress", "x-compress"
  };

  /** Longest {@code Content-Length}: 18 digits always fit into a signed 64-bit number. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private final boolean strict;

  private FramingRules(boolean strict) {
    this.strict = strict;
  }

  /** Returns the rules for the framing fields. */
  public static FramingRules standard() {
    return new FramingRules(false);
  }

  /** Returns the rules that also detect look-alikes of the framing fields. */
  public static FramingRules strict() {
    return new FramingRules(true);
  }

  /**
   * Returns the first violation in a request, or null if its framing is unambiguous.
   *
   * <p>An absent field costs one look-up: only {@code getHeaders} returns repeated fields, but
   * {@code getHeader} is sufficient to find that there is none. {@code Host} is always present, so
   * without a body it is examined in the strict mode only.
   *
   * @param request a request whose body has not been read
   */
  public @Nullable FramingViolation inspect(HttpServletRequest request) {
    String protocol = request.getProtocol();
    if (!appliesTo(protocol)) {
      return null; // HTTP/2 and 3 have their own framing (RFC 9113 section 8.1).
    }
    FramingViolation found = null;
    boolean examinesOthers = strict;
    if (request.getHeader(TRANSFER_ENCODING) != null) {
      found = inspectTransferEncoding(request, protocol);
      examinesOthers = true;
    } else if (request.getHeader(CONTENT_LENGTH) != null) {
      found = inspectContentLength(request.getHeaders(CONTENT_LENGTH));
      examinesOthers = true;
    }
    if (found == null && connectionNamesFraming(request)) {
      found = FramingViolation.CONNECTION_NAMES_FRAMING;
    }
    if (found == null && examinesOthers) {
      found = inspectOtherFields(request);
    }
    if (found == null && strict && hasLookAlike(request.getHeaderNames())) {
      found = FramingViolation.LOOK_ALIKE_NAME;
    }
    return found;
  }

  /** Returns whether a protocol frames messages by header fields, as HTTP/1.x does. */
  public static boolean appliesTo(@Nullable String protocol) {
    return protocol == null || protocol.startsWith("HTTP/1.") || protocol.equals("HTTP/0.9");
  }

  private static @Nullable FramingViolation inspectTransferEncoding(
      HttpServletRequest request, @Nullable String protocol) {
    Enumeration<String> fields = request.getHeaders(TRANSFER_ENCODING);
    String value = fields.hasMoreElements() ? fields.nextElement() : "";
    if (fields.hasMoreElements()) {
      return FramingViolation.TRANSFER_ENCODING_REPEATED;
    }
    if (!"HTTP/1.1".equals(protocol)) {
      return FramingViolation.TRANSFER_ENCODING_PROTOCOL;
    }
    if (request.getHeader(CONTENT_LENGTH) != null) {
      return FramingViolation.TRANSFER_ENCODING_WITH_CONTENT_LENGTH;
    }
    if (equalsAscii(value, 0, value.length(), CHUNKED)) {
      return null;
    }
    return isRegisteredThenChunked(value)
        ? FramingViolation.TRANSFER_ENCODING_UNSUPPORTED
        : FramingViolation.TRANSFER_ENCODING_INVALID;
  }

  private static @Nullable FramingViolation inspectContentLength(Enumeration<String> fields) {
    String value = fields.hasMoreElements() ? fields.nextElement() : "";
    if (fields.hasMoreElements()) {
      return FramingViolation.CONTENT_LENGTH_REPEATED;
    }
    int length = value.length();
    if (length == 0 || length > MAX_LENGTH_DIGITS) {
      return FramingViolation.CONTENT_LENGTH_INVALID;
    }
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9') {
        return FramingViolation.CONTENT_LENGTH_INVALID;
      }
    }
    return null;
  }

  /** Finds fields whose repetition makes servers disagree about the target or the body. */
  private static @Nullable FramingViolation inspectOtherFields(HttpServletRequest request) {
    if (isRepeated(request.getHeaders(HOST))) {
      return FramingViolation.HOST_REPEATED;
    }
    return request.getHeader(CONTENT_TYPE) != null && isRepeated(request.getHeaders(CONTENT_TYPE))
        ? FramingViolation.CONTENT_TYPE_REPEATED
        : null;
  }

  private static boolean isRepeated(Enumeration<String> fields) {
    if (fields.hasMoreElements()) {
      fields.nextElement();
    }
    return fields.hasMoreElements();
  }

  private static boolean connectionNamesFraming(HttpServletRequest request) {
    if (request.getHeader(CONNECTION) == null) {
      return false;
    }
    Enumeration<String> fields = request.getHeaders(CONNECTION);
    while (fields.hasMoreElements()) {
      if (namesFraming(fields.nextElement())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a {@code Connection} field names a framing field. Commas, blanks and quotes all
   * separate tokens, so that a token that only a lenient parser would recognise counts as well.
   */
  private static boolean namesFraming(String value) {
    if (value.length() < CONTENT_LENGTH.length()) {
      return false; // such as keep-alive: the value of nearly every request
    }
    int end;
    for (int start = 0; start < value.length(); start = end + 1) {
      end = start;
      while (end < value.length() && !isSeparator(value.charAt(end))) {
        end++;
      }
      if (equalsAscii(value, start, end, TRANSFER_ENCODING)
          || equalsAscii(value, start, end, CONTENT_LENGTH)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSeparator(char c) {
    return c == ',' || c == ';' || c == '"' || c <= ' ';
  }

  /** Returns whether a value is a list of registered codings that ends with {@code chunked}. */
  private static boolean isRegisteredThenChunked(String value) {
    String[] codings = value.split(",", -1);
    if (!equalsAsciiTrimmed(codings[codings.length - 1], CHUNKED)) {
      return false;
    }
    for (int i = 0; i < codings.length - 1; i++) {
      if (!isRegistered(codings[i])) {
        return false;
      }
    }
    return codings.length > 1;
  }

  private static boolean isRegistered(String coding) {
    for (String registered : REGISTERED_CODINGS) {
      if (equalsAsciiTrimmed(coding, registered)) {
        return true;
      }
    }
    return false;
  }

  /** Compares an element of a list, where blanks and tabs around the element are allowed. */
  private static boolean equalsAsciiTrimmed(String element, String expected) {
    int start = 0;
    int end = element.length();
    while (start < end && isBlank(element.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(element.charAt(end - 1))) {
      end--;
    }
    return equalsAscii(element, start, end, expected);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean hasLookAlike(Enumeration<String> names) {
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      if (isLookAlike(name, TRANSFER_ENCODING) || isLookAlike(name, CONTENT_LENGTH)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a name differs from a field's name only in the hyphen, which is replaced by
   * another character that is not a letter.
   */
  private static boolean isLookAlike(String name, String field) {
    if (name.length() != field.length() || equalsAscii(name, 0, name.length(), field)) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char expected = field.charAt(i);
      char c = name.charAt(i);
      boolean alike =
          expected == '-' ? lower(c) < 'a' || lower(c) > 'z' : lower(c) == lower(expected);
      if (!alike) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalsAscii(String value, int start, int end, String expected) {
    if (end - start != expected.length()) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (lower(value.charAt(i)) != lower(expected.charAt(i - start))) {
        return false;
      }
    }
    return true;
  }

  private static int lower(char c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }
}
