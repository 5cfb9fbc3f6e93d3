package io.github.servletexporter.container.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.xml.XmlConfiguration;
import org.junit.jupiter.api.Test;

/** Files that make the pool a module of a standalone Jetty. */
class ModuleTest {

  private static final String XML = "/etc/servlet-exporter-threadpool.xml";
  private static final String MODULE = "/modules/servlet-exporter-threadpool.mod";
  private static final Pattern PROPERTY =
      Pattern.compile("(?:servletExporter|jetty)\\.threadPool\\.\\w+");

  @Test
  void createsThePoolFromTheModulesProperties() throws Exception {
    RecyclingThreadPool pool =
        configure(
            Map.of(
                "servletExporter.threadPool.maxRequests", "1000",
                "servletExporter.threadPool.maxRequestsJitter", "100",
                "servletExporter.threadPool.maxLifetimeSeconds", "3600",
                "servletExporter.threadPool.maxLifetimeJitterSeconds", "60",
                "jetty.threadPool.namePrefix", "recycled",
                "jetty.threadPool.minThreads", "3",
                "jetty.threadPool.maxThreads", "5",
                "jetty.threadPool.idleTimeout", "1000",
                "jetty.threadPool.detailedDump", "true"));

    assertThat(pool.getMaxRequests()).isEqualTo(1_000);
    assertThat(pool.getMaxRequestsJitter()).isEqualTo(100);
    assertThat(pool.getMaxLifetimeSeconds()).isEqualTo(3_600);
    assertThat(pool.getMaxLifetimeJitterSeconds()).isEqualTo(60);
    assertThat(pool.getName()).isEqualTo("recycled");
    assertThat(pool.getMinThreads()).isEqualTo(3);
    assertThat(pool.getMaxThreads()).isEqualTo(5);
    assertThat(pool.getIdleTimeout()).isEqualTo(1_000);
    assertThat(pool.isDetailedDump()).isTrue();
  }

  @Test
  void createsJettysDefaultPoolWithoutProperties() throws Exception {
    RecyclingThreadPool pool = configure(Map.of());

    assertThat(pool.getMinThreads()).isEqualTo(10);
    assertThat(pool.getMaxThreads()).isEqualTo(200);
    assertThat(pool.getReservedThreads()).isZero();
    assertThat(pool.getMaxRequests()).isZero();
  }

  @Test
  void reportsAnInvalidProperty() {
    assertThatThrownBy(
            () -> configure(Map.of("servletExporter.threadPool.maxRequestsJitter", "-1")))
        .hasStackTraceContaining(
            "maxRequestsJitter: expected a whole number from 0 to 2147483647, but was -1");
    assertThatThrownBy(() -> configure(Map.of("jetty.threadPool.reservedThreads", "4")))
        .hasStackTraceContaining("reservedThreads: expected 0, but was 4");
  }

  @Test
  void listsEveryPropertyThatCanBeChosen() throws Exception {
    assertThat(PROPERTY.matcher(text(MODULE)).results().map(result -> result.group()))
        .containsExactlyInAnyOrderElementsOf(
            PROPERTY
                .matcher(text(XML))
                .results()
                .map(result -> result.group())
                .filter(property -> !property.endsWith("reservedThreads"))
                .toList());
  }

  private static RecyclingThreadPool configure(Map<String, String> properties) throws Exception {
    try (ResourceFactory.Closeable resources = ResourceFactory.closeable()) {
      XmlConfiguration xml =
          new XmlConfiguration(resources.newResource(ModuleTest.class.getResource(XML)));
      xml.getProperties().putAll(properties);
      xml.configure();
      return (RecyclingThreadPool) xml.getIdMap().get("threadPool");
    }
  }

  private static String text(String file) throws Exception {
    try (InputStream in = ModuleTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
