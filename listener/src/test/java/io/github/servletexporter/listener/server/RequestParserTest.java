package io.github.servletexporter.listener.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {

  private static final String SCRAPE =
      "GET /metrics%20x?name[]=a HTTP/1.1|Host: shop:9404|Accept:  text/plain |accept: */*"
          + "|X-Prometheus-Scrape-Timeout-Seconds: 0.5";
  private static final long SEED = 20261128;
  private static final int MUTANTS = 20_000;

  @Test
  void parsesAScrape() throws Exception {
    RequestHead head = parse(SCRAPE);

    assertThat(head.method()).isEqualTo("GET");
    assertThat(head.path()).isEqualTo("/metrics x");
    assertThat(head.query()).isEqualTo("name[]=a");
    assertThat(head.values("Accept")).containsExactly("text/plain", "*/*");
    assertThat(head.values("Cookie")).isEmpty();
    assertThat(head.answerNanos()).isEqualTo(500_000_000);
    assertThat(head.last()).isFalse();
  }

  @Test
  void acceptsTheWholeAddressAsTarget() throws Exception {
    assertThat(parse("GET http://shop:9404/metrics HTTP/1.1|Host: shop").path())
        .isEqualTo("/metrics");
    assertThat(parse("GET http://shop HTTP/1.1|Host: shop").path()).isEqualTo("/");
    RequestHead queried = parse("GET HTTP://shop?a=/b HTTP/1.1|Host: shop");
    assertThat(queried.path()).isEqualTo("/");
    assertThat(queried.query()).isEqualTo("a=/b");
  }

  /** Otherwise the check of host names would read another one than a proxy in front. */
  @Test
  void takesTheHostOfTheWholeAddress() throws Exception {
    assertThat(parse("GET http://evil:80/ HTTP/1.1|Host: localhost").values("Host"))
        .containsExactly("evil:80");
    assertThat(parse("GET http://evil HTTP/1.0").values("Host")).containsExactly("evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.0",
        "GET / HTTP/1.1|Host: a|Connection: x, Close",
        "GET / HTTP/1.1|Host: a|Content-Length: 1",
        "GET / HTTP/1.1|Host: a|Content-Length: 00",
        "GET / HTTP/1.1|Host: a|Content-Length: 0|Content-Length: 0",
        "GET / HTTP/1.1|Host: a|Transfer-Encoding: chunked"
      })
  void endsTheConnectionAfterARequestWhoseEndIsNotThatOfItsHead(String head) throws Exception {
    assertThat(parse(head).last()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 400",
    "GET /, 400",
    "GET  / HTTP/1.1|Host: a, 400",
    "GET / HTTP/1.1 |Host: a, 400",
    "GET / HTTP/1.1, 400",
    "GET / HTTP/1.1|Host: a|Host: a, 400",
    "GET / HTTP/1.1|Host : a, 400",
    "GET / HTTP/1.1|Host: a| folded, 400",
    "'GET / HTTP/1.1|Host: a|Content-Length\t: 1', 400",
    "'GET / HTTP/1.1|Host: a\n X: b', 400",
    "'GET / HTTP/1.1|Host: a\rX: b', 400",
    "'GET / HTTP/1.1|Host: a|X: \0', 400",
    "GET / HTTP/1.1|Host: a|novalue, 400",
    "GET metrics HTTP/1.1|Host: a, 400",
    "GET * HTTP/1.1|Host: a, 400",
    "GET http:///x HTTP/1.1|Host: a, 400",
    "GET http://u@a/x HTTP/1.1|Host: a, 400",
    "GET http://a/x HTTP/1.1, 400",
    "GET /%2 HTTP/1.1|Host: a, 400",
    "GET /%zz HTTP/1.1|Host: a, 400",
    "GET /#x HTTP/1.1|Host: a, 400",
    "'GET /\u00e4 HTTP/1.1|Host: a', 400",
    "GET / HTTP/2.0|Host: a, 505",
    "GET / HTTP/1.x|Host: a, 400",
    "GET / http/1.1|Host: a, 400",
    "'G(T / HTTP/1.1|Host: a', 400"
  })
  void refusesWhatIsMalformed(String head, int status) {
    InvalidRequestException refusal =
        catchThrowableOfType(InvalidRequestException.class, () -> parse(head));

    assertThat(refusal.status()).isEqualTo(status);
  }

  @Test
  void refusesTooManyFields() {
    InvalidRequestException refusal =
        catchThrowableOfType(
            InvalidRequestException.class, () -> parse("GET / HTTP/1.1" + "|X: y".repeat(100)));

    assertThat(refusal.status()).isEqualTo(431);
  }

  /** Every input is either a request or refused, and never another exception. */
  @Test
  void parsesOrRefusesWhateverArrives() {
    Random random = new Random(SEED);
    byte[] valid = bytes(SCRAPE);
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = valid.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        mutant[random.nextInt(mutant.length - 4)] = (byte) random.nextInt(256);
      }
      try {
        RequestHead head = RequestParser.parse(mutant, mutant.length);
        assertThat(head.path()).startsWith("/");
      } catch (InvalidRequestException refused) {
        assertThat(refused.status()).isBetween(400, 505);
      }
    }
  }

  private static RequestHead parse(String lines) throws InvalidRequestException {
    byte[] bytes = bytes(lines);
    return RequestParser.parse(bytes, bytes.length);
  }

  private static byte[] bytes(String lines) {
    return (lines.replace("|", "\r\n") + "\r\n\r\n").getBytes(ISO_8859_1);
  }
}
