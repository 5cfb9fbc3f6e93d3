package io.github.servletexporter.filter.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.request.StubRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingRulesTest {

  private final FramingRules guard = FramingRules.standard();
  private final StubRequest request = new StubRequest();

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "CHUNKED", "Chunked"})
  void admitsChunkedInAnyAsciiCase(String coding) {
    request.header("Transfer-Encoding", coding);

    assertThat(guard.inspect(request)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "0005", "999999999999999999"})
  void admitsOneContentLengthOfDigits(String length) {
    request.header("Content-Length", length);

    assertThat(guard.inspect(request)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " chunked",
        "chunked ",
        "chunked,",
        ",chunked",
        "chunked, chunked",
        "chunked, gzip",
        "identity",
        "identity, chunked",
        "x, chunked",
        "xchunked",
        "chunked;q=1",
        "chun\u212Aed",
        "\u000Bchunked",
        "chunked\u00A0",
        "'chunked'"
      })
  void findsAnyOtherTransferEncoding(String coding) {
    request.header("Transfer-Encoding", coding);

    assertThat(guard.inspect(request)).isEqualTo(FramingViolation.TRANSFER_ENCODING_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip, chunked", "gzip,chunked", "deflate, GZIP ,\tchunked"})
  void answers501ToAValidButUnsupportedCoding(String coding) {
    request.header("Transfer-Encoding", coding);

    assertThat(guard.inspect(request)).isEqualTo(FramingViolation.TRANSFER_ENCODING_UNSUPPORTED);
  }

  @Test
  void findsTheSecondTransferEncodingField() {
    request.header("Transfer-Encoding", "chunked").header("Transfer-Encoding", "chunked");

    assertThat(guard.inspect(request)).isEqualTo(FramingViolation.TRANSFER_ENCODING_REPEATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/1.2", "HTTP/0.9"})
  void findsTransferEncodingInAnotherVersion(String protocol) {
    request.protocol(protocol).header("Transfer-Encoding", "chunked");

    assertThat(guard.inspect(request)).isEqualTo(FramingViolation.TRANSFER_ENCODING_PROTOCOL);
  }

  @Test
  void findsBothFramingFields() {
    request.header("Transfer-Encoding", "chunked").header("Content-Length", "");

    assertThat(guard.inspect(request))
        .isEqualTo(FramingViolation.TRANSFER_ENCODING_WITH_CONTENT_LENGTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-5",
        "+5",
        "5, 5",
        " 5",
        "5;",
        "5e0",
        "0x5",
        "1000000000000000000",
        "\u0665",
        "5\u0000"
      })
  void findsAContentLengthThatIsNoNumber(String length) {
    request.header("Content-Length", length);

    assertThat(guard.inspect(request)).isEqualTo(FramingViolation.CONTENT_LENGTH_INVALID);
  }

  @Test
  void findsTheSecondContentLengthEvenIfItIsEqual() {
    request.header("Content-Length", "5").header("Content-Length", "5");

    assertThat(guard.inspect(request)).isEqualTo(FramingViolation.CONTENT_LENGTH_REPEATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding",
        "close, transfer-encoding",
        "close,content-length ,x",
        "keep-alive Content-Length"
      })
  void findsConnectionThatNamesAFramingField(String connection) {
    request.header("Connection", "keep-alive").header("Connection", connection);

    assertThat(guard.inspect(request)).isEqualTo(FramingViolation.CONNECTION_NAMES_FRAMING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep-alive", "close", "Upgrade, HTTP2-Settings", "x-content-length"})
  void admitsAnyOtherConnection(String connection) {
    request.header("Connection", connection);

    assertThat(guard.inspect(request)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "Transfer-Encoding"})
  void findsASecondHostOfARequestWithABody(String framing) {
    request.header(framing, framing.startsWith("C") ? "5" : "chunked");
    request.header("Host", "a").header("Host", "a");

    assertThat(guard.inspect(request)).isEqualTo(FramingViolation.HOST_REPEATED);
  }

  @Test
  void findsASecondContentTypeOfARequestWithABody() {
    request.header("Content-Length", "5").header("Host", "a");
    request.header("Content-Type", "text/plain").header("Content-Type", "application/json");

    assertThat(guard.inspect(request)).isEqualTo(FramingViolation.CONTENT_TYPE_REPEATED);
  }

  @Test
  void admitsOneHostAndOneContentType() {
    request.header("Content-Length", "5").header("Host", "a").header("Content-Type", "text/plain");

    assertThat(guard.inspect(request)).isNull();
    assertThat(FramingRules.strict().inspect(request)).isNull();
  }

  @Test
  void findsASecondHostWithoutABodyOnlyWhenStrict() {
    request.header("Host", "a").header("Host", "b");

    assertThat(guard.inspect(request)).isNull();
    assertThat(FramingRules.strict().inspect(request)).isEqualTo(FramingViolation.HOST_REPEATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Transfer_Encoding", "content.length", "TRANSFER ENCODING"})
  void findsLookAlikesOnlyWhenStrict(String name) {
    request.header(name, "chunked");

    assertThat(guard.inspect(request)).isNull();
    assertThat(FramingRules.strict().inspect(request)).isEqualTo(FramingViolation.LOOK_ALIKE_NAME);
  }

  @Test
  void ignoresHttp2() {
    request.protocol("HTTP/2.0").header("Transfer-Encoding", "gzip");

    assertThat(guard.inspect(request)).isNull();
  }
}
