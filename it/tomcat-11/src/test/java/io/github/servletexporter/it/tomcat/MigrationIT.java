package io.github.servletexporter.it.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.metrics.servlet.InstrumentedFilter;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.scrape.Scrape;
import io.github.servletexporter.listener.ServletExporter;
import io.github.servletexporter.listener.config.Config;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.servlet.jakarta.filter.MetricsFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.ObjectName;
import net.bull.javamelody.MonitoringFilter;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** Other libraries and servlet-exporter measure the same requests, as docs/migration.md says. */
@Tag("full")
final class MigrationIT {
  private static final List<String> PATHS = List.of("/ok", "/absent", "/throws");

  /** Path that JavaMelody's filter answers itself. */
  private static final String MONITORING = "/monitoring";

  private static final int ROUNDS = 10;

  /** Each round has a request with each of these statuses. */
  private static final Map<String, Long> SENT =
      Map.of("200", 10L, "201", 10L, "404", 10L, "500", 10L);

  private static final long REQUESTS = 40;

  /** Counts of a library that reads the status before the container has handled exceptions. */
  private static final Map<String, Long> EXCEPTIONS_AS_200 =
      Map.of("200", 20L, "201", 10L, "404", 10L);

  /** Counts of a library that counts exceptions separately from statuses. */
  private static final Map<String, Long> EXCEPTIONS_WITHOUT_STATUS =
      Map.of("200", 10L, "201", 10L, "404", 10L, "500", 0L);

  @TempDir private Path directory = Path.of("");
  private final Tomcat tomcat = new Tomcat();
  private final MetricRegistry dropwizard = new MetricRegistry();
  private final MeterRegistry micrometer = new SimpleMeterRegistry();

  @BeforeEach
  void sendRequests() throws Exception {
    CollectorRegistry.defaultRegistry.clear();
    startServer();
    for (int i = 0; i < ROUNDS; i++) {
      send("GET", "/ok");
      send("POST", "/ok");
      send("GET", "/absent");
      send("GET", "/throws");
    }
  }

  @AfterEach
  void stopServer() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    CollectorRegistry.defaultRegistry.clear();
  }

  @Test
  void countTheSame() throws Exception {
    assertThat(ours()).as("servlet-exporter").isEqualTo(SENT);

    assertThat(simpleclient()).as("simpleclient").isEqualTo(EXCEPTIONS_AS_200);
    assertThat(dropwizard()).as("Dropwizard").isEqualTo(EXCEPTIONS_WITHOUT_STATUS);
    assertThat(dropwizard.timer("app.requests").getCount()).isEqualTo(REQUESTS);
    assertThat(dropwizard.meter("app.errors").getCount()).as("exceptions").isEqualTo(ROUNDS);
    assertThat(micrometer()).as("Micrometer").isEqualTo(SENT);

    await().untilAsserted(() -> assertThat(ofContainer("requestCount")).isEqualTo(REQUESTS + 1));
    assertThat(ofContainer("errorCount")).as("4xx and 5xx").isEqualTo(2 * ROUNDS);

    Scrape javaMelody = Scrape.parse(send("GET", MONITORING + "?format=prometheus"));
    assertThat(javaMelody.sum("javamelody_http_hits_count")).isEqualTo(REQUESTS);
    assertThat(javaMelody.sum("javamelody_http_errors_count"))
        .as("4xx and 5xx in JavaMelody")
        .isEqualTo(2 * ROUNDS);
  }

  /** Reads the scrape, which is the first request of its own. */
  private Map<String, Long> ours() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    Scrape.parse(send("GET", "/metrics"))
        .find("http_server_request_duration_seconds_count", Map.of())
        .forEach(
            sample ->
                counts.merge(
                    sample.labels().get("http_response_status_code"),
                    (long) sample.value(),
                    Long::sum));
    return counts;
  }

  private static Map<String, Long> simpleclient() {
    Map<String, Long> counts = new TreeMap<>();
    for (MetricFamilySamples family :
        Collections.list(CollectorRegistry.defaultRegistry.metricFamilySamples())) {
      for (MetricFamilySamples.Sample sample : family.samples) {
        if (sample.name.equals("app_status_total")) {
          counts.merge(
              sample.labelValues.get(sample.labelNames.indexOf("status")),
              (long) sample.value,
              Long::sum);
        }
      }
    }
    return counts;
  }

  private Map<String, Long> dropwizard() {
    return Map.of(
        "200", dropwizard.meter("app.responseCodes.ok").getCount(),
        "201", dropwizard.meter("app.responseCodes.created").getCount(),
        "404", dropwizard.meter("app.responseCodes.notFound").getCount(),
        "500", dropwizard.meter("app.responseCodes.serverError").getCount());
  }

  private Map<String, Long> micrometer() {
    Map<String, Long> counts = new TreeMap<>();
    for (Timer timer : micrometer.find("http.server.requests").timers()) {
      counts.merge(timer.getId().getTag("status"), timer.count(), Long::sum);
    }
    return counts;
  }

  /** Returns what jmx_exporter and the meters of Micrometer for Tomcat read. */
  private long ofContainer(String attribute) throws Exception {
    ObjectName pattern = new ObjectName("Tomcat:type=GlobalRequestProcessor,*");
    var server = ManagementFactory.getPlatformMBeanServer();
    Set<ObjectName> names = server.queryNames(pattern, null);
    assertThat(names).hasSize(1);
    return ((Number) server.getAttribute(names.iterator().next(), attribute)).longValue();
  }

  /** Sends a request and returns the body of the response. */
  private String send(String method, String path) throws IOException {
    try (WireConnection connection = WireConnection.to(tomcat.getConnector().getLocalPort())) {
      connection.send(
          method
              + " /shop"
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return connection.receive(method).body();
    }
  }

  private void startServer() throws Exception {
    LoopbackTomcat.prepare(tomcat, directory);
    StandardContext context = new StandardContext();
    context.setName("/shop");
    context.setPath("/shop");
    context.setDocBase(directory.toString());
    context.addLifecycleListener(new Tomcat.FixContextListener());
    ServletExporter exporter = new ServletExporter(Config.defaults());
    context.addServletContainerInitializer(exporter, Set.of());
    context.addServletContainerInitializer(
        (classes, servlets) ->
            servlets.setAttribute(InstrumentedFilter.REGISTRY_ATTRIBUTE, dropwizard),
        Set.of());
    ObservationRegistry observations = ObservationRegistry.create();
    observations
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(micrometer));
    // Spring's filter sets the status 500 for an exception, which filters outside of it see.
    add(context, "micrometer", new ServerHttpObservationFilter(observations), Map.of());
    add(context, "dropwizard", new InstrumentedFilter(), Map.of("name-prefix", "app"));
    add(context, "simpleclient", new MetricsFilter(), Map.of("metric-name", "app"));
    add(
        context,
        "javamelody",
        new MonitoringFilter(),
        Map.of(
            "storage-directory",
            directory.resolve("javamelody").toString(),
            "update-check-disabled",
            "true"));
    Wrapper shop = Tomcat.addServlet(context, "shop", new ShopServlet());
    PATHS.forEach(shop::addMapping);
    shop.addMapping(MONITORING);
    tomcat.getHost().addChild(context);
    tomcat.start();
  }

  private static void add(
      StandardContext context, String name, Filter filter, Map<String, String> parameters) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    parameters.forEach(definition::addInitParameter);
    context.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName(name);
    PATHS.forEach(mapping::addURLPattern);
    mapping.addURLPattern(MONITORING);
    context.addFilterMap(mapping);
  }

  /** Servlet whose path decides on its answer. */
  private static final class ShopServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getServletPath()) {
        case "/ok" -> response.getWriter().write("ok");
        case "/absent" -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        default -> throw new IllegalStateException("thrown on purpose");
      }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(HttpServletResponse.SC_CREATED);
    }
  }
}
