package io.github.servletexporter.it.framing;

import static io.github.servletexporter.it.framing.FramingCase.Verdict.AMBIGUOUS;
import static io.github.servletexporter.it.framing.FramingCase.Verdict.LENIENT;
import static io.github.servletexporter.it.framing.FramingCase.Verdict.REJECT;
import static io.github.servletexporter.it.framing.FramingCase.Verdict.VALID;
import static io.github.servletexporter.it.framing.GrammarCase.chunked;
import static io.github.servletexporter.it.framing.GrammarCase.plain;
import static io.github.servletexporter.it.framing.GrammarCase.post;

import java.util.List;
import java.util.stream.Stream;

/** Grammar of fields next to the framing fields that may change their meaning. */
final class FieldGrammar {
  private static final String TE = "Transfer-Encoding: ";
  private static final String CL = "Content-Length: ";

  private static final String UNSUPPORTED = "transfer_encoding_unsupported";
  private static final String INVALID = "transfer_encoding_invalid";
  private static final String LENGTH_INVALID = "content_length_invalid";
  private static final String HOST_REPEATED = "host_repeated";
  private static final String TYPE_REPEATED = "content_type_repeated";
  private static final String CONNECTION = "connection_names_framing";

  private FieldGrammar() {}

  static Stream<FramingCase> cases() {
    return Stream.of(connectionOptions(), repeatedFields(), foldedFields(), harmlessFields())
        .flatMap(List::stream);
  }

  /** RFC 9110 section 7.6.1: a framing field must not be made hop-by-hop. */
  private static List<FramingCase> connectionOptions() {
    String te = "\r\n" + TE + "chunked";
    String cl = "\r\n" + CL + "5";
    return List.of(
        chunked("connection-te", REJECT, "Connection: Transfer-Encoding" + te, CONNECTION),
        chunked("connection-te-case", REJECT, "Connection: TRANSFER-encoding" + te, CONNECTION),
        chunked("connection-list", REJECT, "Connection: a, transfer-encoding,b" + te, CONNECTION),
        chunked(
            "connection-second-field",
            REJECT,
            "Connection: keep-alive\r\nConnection: transfer-encoding" + te,
            CONNECTION),
        plain("connection-cl", REJECT, "Connection: content-length" + cl, CONNECTION),
        plain(
            "connection-keep-alive-cl",
            REJECT,
            "Connection: keep-alive,Content-Length" + cl,
            CONNECTION),
        chunked("connection-te-option", VALID, "Connection: TE\r\nTE: trailers" + te, null),
        chunked("connection-longer-name", VALID, "Connection: Transfer-Encoding-X" + te, null),
        plain("connection-other", VALID, "Connection: keep-alive, X-Hop\r\nX-Hop: 1" + cl, null));
  }

  /**
   * RFC 9112 section 3.2: a server refuses a second Host. RFC 9110 section 5.3: no sender repeats a
   * Content-Type, and recipients take the first one or the last one.
   */
  private static List<FramingCase> repeatedFields() {
    String cl = "\r\n" + CL + "5";
    String text = "Content-Type: text/plain";
    return List.of(
        plain("host-twice-same", REJECT, "Host: localhost" + cl, HOST_REPEATED),
        plain("host-twice-different", REJECT, "Host: other" + cl, HOST_REPEATED),
        plain("host-twice-other-case", REJECT, "HOST: other" + cl, HOST_REPEATED),
        plain("type-twice-same", AMBIGUOUS, text + "\r\n" + text + cl, TYPE_REPEATED),
        plain(
            "type-twice-different",
            AMBIGUOUS,
            text + "\r\ncontent-type: application/x-www-form-urlencoded" + cl,
            TYPE_REPEATED),
        chunked(
            "type-twice-chunked",
            AMBIGUOUS,
            text + "\r\nContent-Type:\r\n" + TE + "chunked",
            TYPE_REPEATED));
  }

  /** Section 5.2: a server refuses a folded line or replaces the fold by blanks. */
  private static List<FramingCase> foldedFields() {
    return List.of(
        chunked("fold-te", LENIENT, "Transfer-Encoding:\r\n chunked", INVALID),
        chunked("fold-te-list", LENIENT, TE + "gzip,\r\n\tchunked", UNSUPPORTED),
        plain("fold-cl", LENIENT, "Content-Length:\r\n 5", LENGTH_INVALID),
        chunked(
            "fold-connection",
            REJECT,
            "Connection: keep-alive,\r\n transfer-encoding\r\n" + TE + "chunked",
            CONNECTION),
        chunked("fold-hides-cl", LENIENT, "X-A: b\r\n " + CL + "0\r\n" + TE + "chunked", null));
  }

  /** Returns cases in which the end of the message is clear. */
  private static List<FramingCase> harmlessFields() {
    String te = "\r\n" + TE + "chunked";
    return List.of(
        chunked("harmless-te-trailers", VALID, "TE: trailers" + te, null),
        chunked("harmless-name-behind", VALID, "X-Transfer-Encoding: gzip" + te, null),
        chunked("harmless-name-before", VALID, "Content-Length-Hint: 9" + te, null),
        chunked("harmless-trailer-field", VALID, "Trailer: X-Sum" + te, null),
        chunked("harmless-content-encoding", VALID, "Content-Encoding: identity" + te, null),
        plain("harmless-cl-lower-case", VALID, "content-length: 5", null),
        post("HTTP/1.1", "harmless-no-body", VALID, CL + "0", "", null),
        post("HTTP/1.1", "harmless-empty-chunked", VALID, TE + "chunked", "0\r\n\r\n", null),
        post(
            "HTTP/1.1",
            "harmless-many-chunks",
            VALID,
            TE + "chunked",
            "1\r\nh\r\n0003;a=\"b;c\"\r\nell\r\n1\r\no\r\n0\r\nX-Sum: 1\r\n\r\n",
            null),
        chunked("look-alike-te", AMBIGUOUS, "Transfer_Encoding: identity" + te, null),
        plain("look-alike-cl", AMBIGUOUS, "Content.Length: 0\r\n" + CL + "5", null));
  }
}
