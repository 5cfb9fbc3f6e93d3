package io.github.servletexporter.container.tomcat;

import static java.util.Locale.ROOT;

import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Refusals of Tomcat for the framing of a request. Tomcat keeps no reason, so it is derived from
 * the header fields of a request that Tomcat has answered before it chose a web application.
 */
final class FramingRefusal {

  private static final String TRANSFER_ENCODING = "Transfer-Encoding";
  private static final String CONTENT_LENGTH = "Content-Length";
  private static final String CHUNKED = "chunked";
  private static final Set<String> REGISTERED_CODINGS =
      Set.of("gzip", "x-gzip", "deflate", "compress", "x-compress");
  private static final int BAD_REQUEST = 400;
  private static final int NOT_IMPLEMENTED = 501;

  /** Longest number that always fits into 64 bits. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private FramingRefusal() {}

  /**
   * Returns the value of the label {@code violation}, or null if the request was not refused or if
   * its header fields do not show why.
   */
  static @Nullable String of(Request request, Response response) {
    int status = response.getStatus();
    if ((status != BAD_REQUEST && status != NOT_IMPLEMENTED) || request.getContext() != null) {
      return null;
    }
    MimeHeaders fields = request.getCoyoteRequest().getMimeHeaders();
    Enumeration<String> transferEncodings = fields.values(TRANSFER_ENCODING);
    if (transferEncodings.hasMoreElements()) {
      return ofTransferEncoding(request, transferEncodings);
    }
    return ofContentLength(fields.values(CONTENT_LENGTH));
  }

  /** The order is that of the filter's rules. */
  private static @Nullable String ofTransferEncoding(Request request, Enumeration<String> values) {
    String first = values.nextElement();
    if (values.hasMoreElements()) {
      return "transfer_encoding_repeated";
    }
    if (!"HTTP/1.1".equals(request.getProtocol())) {
      return "transfer_encoding_protocol";
    }
    if (request.getCoyoteRequest().getMimeHeaders().getValue(CONTENT_LENGTH) != null) {
      return "transfer_encoding_with_content_length";
    }
    if (first.equalsIgnoreCase(CHUNKED)) {
      return null; // refused for another reason
    }
    return isRegisteredThenChunked(first)
        ? "transfer_encoding_unsupported"
        : "transfer_encoding_invalid";
  }

  private static boolean isRegisteredThenChunked(String value) {
    List<String> codings =
        Stream.of(value.split(",", -1)).map(coding -> coding.strip().toLowerCase(ROOT)).toList();
    int last = codings.size() - 1;
    return last > 0
        && codings.get(last).equals(CHUNKED)
        && REGISTERED_CODINGS.containsAll(codings.subList(0, last));
  }

  private static @Nullable String ofContentLength(Enumeration<String> values) {
    if (!values.hasMoreElements()) {
      return null;
    }
    String first = values.nextElement();
    if (values.hasMoreElements()) {
      return "content_length_repeated";
    }
    return isLength(first) ? null : "content_length_invalid";
  }

  private static boolean isLength(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_LENGTH_DIGITS
        && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
