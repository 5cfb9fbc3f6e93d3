package io.github.servletexporter.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
  @Test
  void readsABodyOfADeclaredLengthAndNothingBehindIt() throws IOException {
    InputStream in = bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 404 \r\n");

    WireResponse response = new ResponseReader(in).read("GET");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("ok");
    assertThat(response.complete()).isTrue();
    assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
        .startsWith("HTTP/1.1 404");
  }

  @Test
  void joinsChunks() throws IOException {
    WireResponse response = chunked("2\r\nab\r\nA\r\n0123456789\r\n0\r\nX: 1\r\n\r\n");

    assertThat(response.body()).isEqualTo("ab0123456789");
    assertThat(response.complete()).isTrue();
  }

  @Test
  void knowsThatChunksAreMissing() throws IOException {
    WireResponse response = chunked("2\r\nab\r\n");

    assertThat(response.body()).isEqualTo("ab");
    assertThat(response.complete()).isFalse();
  }

  @Test
  void readsToTheEndWithoutALength() throws IOException {
    WireResponse response = read("GET", "HTTP/1.0 200 OK\r\n\r\nall of it");

    assertThat(response.body()).isEqualTo("all of it");
    assertThat(response.complete()).isTrue();
  }

  @Test
  void expectsNoBodyWhereThereIsNone() throws IOException {
    String head = "HTTP/1.1 %s\r\nContent-Length: 5\r\n\r\n";

    assertThat(read("HEAD", head.formatted("200 OK")).body()).isEmpty();
    assertThat(read("GET", head.formatted("304 Not Modified")).body()).isEmpty();
    assertThat(read("GET", "HTTP/1.1 100 \r\n\r\n").status()).isEqualTo(100);
  }

  @Test
  void findsFieldsInAnyCase() throws IOException {
    WireResponse response =
        read("HEAD", "HTTP/1.1 200 OK\r\nconnection: Close\r\nA: 1\r\na: 2\r\n\r\n");

    assertThat(response.header("A")).containsExactly("1", "2");
    assertThat(response.announcesClose()).isTrue();
    assertThat(response.header("B")).isEmpty();
  }

  @Test
  void failsWhenThereIsNoWholeHead() {
    assertThatThrownBy(() -> read("GET", "")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> read("GET", "HTTP/1.1 200 OK\r\nA:")).isInstanceOf(EOFException.class);
  }

  @Test
  void recognisesAHeadThatIsCutOrMixedWithAnother() {
    assertThat(List.of("nonsense\r\n", "HTTP/1.1 \r\n", "HTTP/1.1 5HTTP/1.1 500 \r\n"))
        .allSatisfy(ResponseReaderTest::assertMalformed);
    assertMalformed("HTTP/1.1 500 \r\nHTTP/1.1 500 \r\n\r\n");
  }

  private static void assertMalformed(String text) {
    assertThatThrownBy(() -> read("GET", text)).isInstanceOf(MalformedResponseException.class);
  }

  private static WireResponse chunked(String body) throws IOException {
    return read("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
  }

  private static WireResponse read(String method, String text) throws IOException {
    return new ResponseReader(bytes(text)).read(method);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
