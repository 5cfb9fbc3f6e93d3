package io.github.servletexporter.listener.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.RecordedExchange;
import io.github.servletexporter.listener.endpoint.ApplicationPages.Neighbours;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages of another application, whose version of servlet-exporter may differ. */
class ApplicationPagesTest {

  private @Nullable Object answer;

  @Test
  void passesOnAnAnswerWithEntriesOfANewerVersion() throws Exception {
    answer =
        Map.of(
            ":status", 203,
            ":body", "page".getBytes(UTF_8),
            "content-type", "text/html",
            ":trailers", Map.of("a", "b"),
            "x-numbers", List.of(1, 2));

    RecordedExchange exchange = get("/applications/other/status");

    assertThat(exchange.status).isEqualTo(203);
    assertThat(exchange.text()).isEqualTo("page");
    assertThat(exchange.headers).containsEntry("content-type", "text/html").hasSize(1);
  }

  @Test
  void failsWithoutWhatItNeeds() throws Exception {
    answer = Map.of("content-type", "text/html");
    assertThat(get("/applications/other/status").status).isEqualTo(500);

    answer = "java.lang.IllegalStateException: secret";
    RecordedExchange failed = get("/applications/other/status");
    assertThat(failed.status).isEqualTo(502);
    assertThat(failed.text()).doesNotContain("secret");

    answer = null;
    assertThat(get("/applications/other/status").status).isEqualTo(502);
  }

  @Test
  void answersARequestWithEntriesOfANewerVersionOrWithout() {
    Map<String, String> request = new HashMap<>(Map.of(":scheme", "https", "x-new", "1"));
    Endpoint page =
        exchange -> {
          assertThat(exchange.peer()).isNotNull();
          PlainAnswer.send(exchange, 200, exchange.getMethod() + " " + exchange.getRequestPath());
        };

    assertThat(text(BufferedExchange.answer(page, request))).isEqualTo("GET /\n");
    request.put(":path", "/status");
    assertThat(text(BufferedExchange.answer(page, request))).isEqualTo("GET /status\n");
  }

  private static String text(Map<String, Object> answer) {
    assertThat(answer).containsEntry(":status", 200);
    return new String((byte[]) answer.get(":body"), UTF_8);
  }

  private RecordedExchange get(String path) throws Exception {
    RecordedExchange exchange = new RecordedExchange("GET", path);
    WebApp webApp = new WebApp("/shop", ApplicationPagesTest.class.getClassLoader());
    AuthFailures failures = new AuthFailures(webApp, Ticker.system());
    Authenticator open = new Authenticator(null, null, null, failures);
    new ApplicationPages(new Other(), "/status", open).handle(exchange);
    return exchange;
  }

  /** The application with the port, and another one. */
  private final class Other implements Neighbours {

    @Override
    public Set<String> names() {
      return Set.of("/shop", "/other");
    }

    @Override
    public @Nullable Object page(String name, Map<String, String> request) {
      assertThat(name).isEqualTo("/other");
      return answer;
    }
  }
}
