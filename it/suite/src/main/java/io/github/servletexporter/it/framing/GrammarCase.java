package io.github.servletexporter.it.framing;

import io.github.servletexporter.it.framing.FramingCase.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Factory of cases from field lines. The body is always {@code hello}, and the second request is
 * where a correct reader expects it.
 */
final class GrammarCase {
  static final String CHUNKED_BODY = "5\r\nhello\r\n0\r\n\r\n";
  static final String PLAIN_BODY = "hello";
  private static final String SECOND = "GET /second HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private GrammarCase() {}

  static FramingCase chunked(
      String name, Verdict verdict, String fields, @Nullable String violation) {
    return post("HTTP/1.1", name, verdict, fields, CHUNKED_BODY, violation);
  }

  static FramingCase plain(
      String name, Verdict verdict, String fields, @Nullable String violation) {
    return post("HTTP/1.1", name, verdict, fields, PLAIN_BODY, violation);
  }

  static FramingCase post(
      String version,
      String name,
      Verdict verdict,
      String fields,
      String body,
      @Nullable String violation) {
    String head =
        "POST %s %s\r\nHost: localhost\r\n%s\r\n\r\n"
            .formatted(FramingCase.TARGET, version, fields);
    return new FramingCase("grammar-" + name, head + body + SECOND, verdict, violation);
  }
}
