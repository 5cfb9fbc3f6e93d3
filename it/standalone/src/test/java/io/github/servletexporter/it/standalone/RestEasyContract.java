package io.github.servletexporter.it.standalone;

import static io.github.servletexporter.it.standalone.War.contextParam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.restapp.OrdersApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The adapters of docs/configuration.md in an application with RESTEasy. */
interface RestEasyContract extends OnServer {
  String EXCEPTIONS = "http_server_exceptions_total{exception_type=";

  @Test
  default void namesTheRoutesAndExceptionsOfRestEasy() {
    with(
        "shop",
        restEasyApp(),
        app -> {
          assertThat(app.text("/api/orders/7")).isEqualTo("7");
          assertThat(app.text("/api/orders/8")).isEqualTo("8");
          assertThat(app.text("/api/orders")).isEqualTo("everything");
          assertThat(app.text("/api/orders/123/number")).isEqualTo("123");
          assertThat(app.text("/api/orders/7/later")).isEqualTo("7");
          assertThat(app.status("/api/orders/7/broken")).isEqualTo(409);
          assertThat(app.status("/api/orders/7/failing")).isEqualTo(500);
          assertThat(app.status("/api/nothing")).isEqualTo(404);
          assertThat(app.text("/api/orders/7/lines/3")).isEqualTo("3");

          // The client has the response before the filter has counted an asynchronous request.
          await().until(() -> app.scrape().requests("/shop/api/orders/{id}/later") == 1);
          Scrape scrape = app.scrape();
          assertThat(scrape.requests("/shop/api/orders/{id}")).isEqualTo(2);
          assertThat(scrape.requests("/shop/api/orders")).isOne();
          assertThat(scrape.requests("/shop/api/orders/{id: [0-9]+}/number")).isOne();
          assertThat(scrape.requests("/shop/api/*")).as("unknown, and a sub-resource").isEqualTo(2);
          assertThat(scrape.text())
              .contains(
                  EXCEPTIONS
                      + "\"java.lang.IllegalStateException\",handled=\"true\","
                      + "http_route=\"/shop/api/orders/{id}/broken\"} 1.0")
              .contains(
                  EXCEPTIONS
                      + "\"java.lang.UnsupportedOperationException\",handled=\"false\","
                      + "http_route=\"/shop/api/orders/{id}/failing\"} 1.0");
        });
  }

  private static Path restEasyApp() {
    War war =
        War.of(OrdersApplication.class)
            .withDescriptor(contextParam("dev.resteasy.exception.mapper", "false"))
            .withBundle();
    try (Stream<Path> libraries = Files.list(Path.of(System.getProperty("resteasy.libraries")))) {
      for (Path library : (Iterable<Path>) libraries.sorted()::iterator) {
        war.with("WEB-INF/lib/" + library.getFileName(), Files.readAllBytes(library));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return war.build();
  }
}
