package io.github.servletexporter.it.framing;

import static io.github.servletexporter.it.framing.FramingCase.Verdict.AMBIGUOUS;
import static io.github.servletexporter.it.framing.FramingCase.Verdict.LENIENT;
import static io.github.servletexporter.it.framing.FramingCase.Verdict.REJECT;
import static io.github.servletexporter.it.framing.FramingCase.Verdict.VALID;
import static io.github.servletexporter.it.framing.GrammarCase.CHUNKED_BODY;
import static io.github.servletexporter.it.framing.GrammarCase.PLAIN_BODY;
import static io.github.servletexporter.it.framing.GrammarCase.chunked;
import static io.github.servletexporter.it.framing.GrammarCase.plain;
import static io.github.servletexporter.it.framing.GrammarCase.post;

import java.util.List;
import java.util.stream.Stream;

/** Grammar of the framing fields of RFC 9112: valid forms, and forms that deviate in one point. */
final class FramingGrammar {
  private static final String TE = "Transfer-Encoding: ";
  private static final String CL = "Content-Length: ";

  private static final String WITH_LENGTH = "transfer_encoding_with_content_length";
  private static final String REPEATED = "transfer_encoding_repeated";
  private static final String PROTOCOL = "transfer_encoding_protocol";
  private static final String UNSUPPORTED = "transfer_encoding_unsupported";
  private static final String INVALID = "transfer_encoding_invalid";
  private static final String LENGTH_REPEATED = "content_length_repeated";
  private static final String LENGTH_INVALID = "content_length_invalid";

  private FramingGrammar() {}

  static Stream<FramingCase> cases() {
    return Stream.of(
            transferEncodings(),
            repeatedTransferEncodings(),
            contentLengths(),
            bothFields(),
            versions())
        .flatMap(List::stream);
  }

  /** Section 6.1: a list of codings, of which the last is chunked. */
  private static List<FramingCase> transferEncodings() {
    return List.of(
        chunked("te-title-case", VALID, TE + "Chunked", null),
        chunked("te-blanks-around", VALID, TE + "  \t chunked \t ", null),
        chunked("te-deflate-chunked", VALID, TE + "deflate, chunked", UNSUPPORTED),
        chunked("te-compress-chunked", VALID, TE + "compress, chunked", UNSUPPORTED),
        chunked("te-x-gzip-chunked", VALID, TE + "x-gzip, chunked", UNSUPPORTED),
        chunked("te-gzip-deflate-chunked", VALID, TE + "gzip,deflate , Chunked", UNSUPPORTED),
        chunked("te-empty-element-last", LENIENT, TE + "chunked,", INVALID),
        chunked("te-empty-element-between", LENIENT, TE + "gzip,,chunked", INVALID),
        chunked("te-parameter", REJECT, TE + "chunked;q=1", INVALID),
        chunked("te-quoted", REJECT, TE + "\"chunked\"", INVALID),
        chunked("te-two-words", REJECT, TE + "chunked chunked", INVALID),
        chunked("te-prefix", REJECT, TE + "chunke", INVALID),
        chunked("te-suffix", REJECT, TE + "chunkeds", INVALID),
        chunked("te-semicolon", REJECT, TE + "gzip; chunked", INVALID),
        chunked("te-unknown-then-chunked", REJECT, TE + "smuggle, chunked", INVALID),
        chunked("te-chunked-inside", REJECT, TE + "chunked, gzip, chunked", INVALID),
        chunked("te-high-byte", REJECT, TE + "chunked\u00a0", INVALID),
        chunked("te-latin-letters", REJECT, TE + "chun\u00eb\u00ebed", INVALID));
  }

  /** A second field line; splitting the list is legal but unnecessary. */
  private static List<FramingCase> repeatedTransferEncodings() {
    return List.of(
        chunked("te-twice-chunked", REJECT, TE + "chunked\r\n" + TE + "chunked", REPEATED),
        chunked("te-twice-gzip-chunked", AMBIGUOUS, TE + "gzip\r\n" + TE + "chunked", REPEATED),
        chunked("te-twice-empty-chunked", REJECT, TE + "\r\n" + TE + "chunked", REPEATED),
        chunked("te-twice-chunked-empty", REJECT, TE + "chunked\r\n" + TE, REPEATED),
        chunked(
            "te-twice-other-case", REJECT, TE + "chunked\r\ntransfer-encoding: identity", REPEATED),
        chunked("te-thrice", REJECT, TE + "x\r\n" + TE + "y\r\n" + TE + "chunked", REPEATED));
  }

  /** Section 6.2: one field of digits. */
  private static List<FramingCase> contentLengths() {
    return List.of(
        plain("cl-blanks-around", VALID, CL + " \t5\t ", null),
        plain("cl-leading-zeros", VALID, CL + "000000000000000005", null),
        plain("cl-nineteen-digits", LENIENT, CL + "0000000000000000005", LENGTH_INVALID),
        plain("cl-plus", REJECT, CL + "+5", LENGTH_INVALID),
        plain("cl-hexadecimal", REJECT, CL + "0x5", LENGTH_INVALID),
        plain("cl-fraction", REJECT, CL + "5.0", LENGTH_INVALID),
        plain("cl-underscore", REJECT, CL + "0_5", LENGTH_INVALID),
        plain("cl-two-words", REJECT, CL + "5 5", LENGTH_INVALID),
        plain("cl-quoted", REJECT, CL + "\"5\"", LENGTH_INVALID),
        plain("cl-list-same", LENIENT, CL + "5, 5", LENGTH_INVALID),
        plain("cl-list-empty-element", REJECT, CL + "5,", LENGTH_INVALID),
        plain("cl-twice-same", LENIENT, CL + "5\r\n" + CL + "5", LENGTH_REPEATED),
        plain("cl-twice-different", REJECT, CL + "5\r\n" + CL + "6", LENGTH_REPEATED),
        plain("cl-twice-empty", REJECT, CL + "5\r\n" + CL, LENGTH_REPEATED),
        plain("cl-twice-other-case", REJECT, CL + "5\r\ncontent-length: 0", LENGTH_REPEATED));
  }

  /** Section 6.3: a length next to a transfer coding ought to be handled as an error. */
  private static List<FramingCase> bothFields() {
    return Stream.of("chunked", "CHUNKED", "gzip, chunked", "identity")
        .flatMap(
            coding ->
                Stream.of("0", "5", "15", "5, 5").flatMap(length -> bothOrders(coding, length)))
        .toList();
  }

  private static Stream<FramingCase> bothOrders(String coding, String length) {
    String name = "both-%s-cl-%s".formatted(coding, length).replaceAll("[, ]+", "-");
    String te = TE + coding;
    String cl = CL + length;
    return Stream.of(
        chunked(name + "-te-first", REJECT, te + "\r\n" + cl, WITH_LENGTH),
        chunked(name + "-cl-first", REJECT, cl + "\r\n" + te, WITH_LENGTH));
  }

  /** Section 6.1: HTTP/1.0 knows no transfer coding. */
  private static List<FramingCase> versions() {
    String keepAlive = "Connection: keep-alive\r\n";
    return List.of(
        post("HTTP/1.0", "http10-cl", VALID, CL + "5", PLAIN_BODY, null),
        post("HTTP/1.0", "http10-cl-keep-alive", VALID, keepAlive + CL + "5", PLAIN_BODY, null),
        post("HTTP/1.0", "http10-te", REJECT, TE + "chunked", CHUNKED_BODY, PROTOCOL),
        post(
            "HTTP/1.0",
            "http10-te-keep-alive",
            REJECT,
            keepAlive + TE + "chunked",
            CHUNKED_BODY,
            PROTOCOL),
        post(
            "HTTP/1.0",
            "http10-te-identity-keep-alive",
            REJECT,
            keepAlive + TE + "identity\r\n" + CL + "5",
            PLAIN_BODY,
            PROTOCOL),
        post(
            "HTTP/1.0",
            "http10-cl-twice",
            REJECT,
            keepAlive + CL + "5\r\n" + CL + "0",
            PLAIN_BODY,
            LENGTH_REPEATED));
  }
}
