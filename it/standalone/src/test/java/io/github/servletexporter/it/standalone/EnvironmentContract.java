package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.standalone.app.OkServlet;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The environment of a server configures all of its applications. */
interface EnvironmentContract extends OnServer {
  /** Starts a server after a change of its process, for example of the environment. */
  StandaloneServer start(Consumer<ProcessBuilder> change);

  @Test
  @OwnServer
  @Tag("full")
  default void aMisspeltVariableDisablesTheMetricsOfEveryApplicationAndNothingElse() {
    Path war = War.of(OkServlet.class).withBundle().build();
    try (StandaloneServer server =
        start(process -> process.environment().put("SERVLET_EXPORTER_PROT", "9404"))) {
      for (String context : List.of("one", "two")) {
        server.deploy(context, war);
        Web app = new Web(server, context);

        assertThat(app.text("/ok")).isEqualTo("ok");
        HttpResponse<byte[]> scrape = app.get("/metrics");
        assertThat(scrape.statusCode()).isEqualTo(503);
        assertThat(Web.body(scrape)).contains("SERVLET_EXPORTER_PROT");
        try (RawRequest ambiguous =
            RawRequest.get(app, "/ok", "Connection: transfer-encoding\r\n")) {
          assertThat(ambiguous.answer()).startsWith("HTTP/1.1 400");
        }
        assertThat(server.log())
            .filteredOn(line -> line.contains("/" + context + "\""))
            .filteredOn(line -> line.contains("servlet-exporter is disabled"))
            .hasSize(1);
      }
    }
  }
}
