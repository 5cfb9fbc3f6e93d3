package io.github.servletexporter.listener.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class JdbcPoolCollectorTest {

  private static final String H2 = "jdbc:h2:mem:pools";
  private static final String DRIVER = "org.h2.Driver";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final JdbcPoolCollector collector = new JdbcPoolCollector(server);

  @Test
  void hasNoMetricsWithoutAPool() {
    assertThat(collector.collect()).isEmpty();
  }

  @Test
  void readsHikari() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(H2);
    config.setPoolName("orders");
    config.setMaximumPoolSize(1);
    config.setRegisterMbeans(true);
    try (HikariDataSource source = new HikariDataSource(config)) {
      CompletableFuture<Void> waiting;
      try (Connection used = source.getConnection()) {
        assertThat(used.isValid(0)).isTrue();
        waiting = CompletableFuture.runAsync(() -> borrow(source));

        Awaitility.await().untilAsserted(() -> assertThat(pending()).containsEntry("orders", 1.0));

        assertThat(connections())
            .containsEntry("orders used", 1.0)
            .containsEntry("orders idle", 0.0);
        assertThat(max()).containsEntry("orders", 1.0);
      }
      waiting.join();
    }

    assertThat(collector.collect()).isEmpty();
  }

  @Test
  void readsCommonsDbcpWhoseNumberOfConnectionsIsUnlimited() throws Exception {
    try (BasicDataSource source = new BasicDataSource()) {
      source.setUrl(H2);
      source.setMaxTotal(-1);
      source.setJmxName("shop:type=DataSource,name=\"jdbc/dbcp\"");
      try (Connection used = source.getConnection()) {
        assertThat(used.isValid(0)).isTrue();
        assertThat(connections())
            .containsOnly(Map.entry("jdbc/dbcp used", 1.0), Map.entry("jdbc/dbcp idle", 0.0));
        assertThat(max()).isEmpty();
        assertThat(pending()).containsOnly(Map.entry("jdbc/dbcp", 0.0));
      }
    }
  }

  @Test
  void readsTomcatJdbc() throws Exception {
    DataSource source = new DataSource();
    source.setUrl(H2);
    source.setDriverClassName(DRIVER);
    source.setMaxActive(7);
    source.setInitialSize(1);
    ObjectName name = new ObjectName("tomcat.jdbc:type=ConnectionPool,name=\"jdbc/tomcat\"");
    try (Connection used = source.getConnection()) {
      assertThat(used.isValid(0)).isTrue();
      server.registerMBean(source.getPool().getJmxPool(), name);

      assertThat(connections())
          .containsOnly(Map.entry("jdbc/tomcat used", 1.0), Map.entry("jdbc/tomcat idle", 0.0));
      assertThat(max()).containsOnly(Map.entry("jdbc/tomcat", 7.0));
    } finally {
      server.unregisterMBean(name);
      source.close(true);
    }
  }

  @Test
  void tellsPoolsOfTheSameNameApartAndLimitsTheirNumber() throws Exception {
    try {
      for (int i = 0; i < JdbcPoolCollector.MAX_POOLS + 5; i++) {
        server.registerMBean(new StandardMBean(new Fixed(), PoolMBean.class), bean(i));
      }

      assertThat(max()).hasSize(JdbcPoolCollector.MAX_POOLS).containsKeys("same", "same-2");
    } finally {
      for (int i = 0; i < JdbcPoolCollector.MAX_POOLS + 5; i++) {
        server.unregisterMBean(bean(i));
      }
    }
  }

  @Test
  void leavesOutAPoolThatThrowsAndABeanThatIsNoPool() throws Exception {
    ObjectName throwing = new ObjectName("shop:type=ConnectionPool,name=throwing");
    ObjectName other = new ObjectName("shop:type=ConnectionPool,name=other");
    PoolMBean broken =
        new Fixed() {
          @Override
          public int getActive() {
            throw new IllegalStateException("closed");
          }
        };
    server.registerMBean(new StandardMBean(broken, PoolMBean.class), throwing);
    server.registerMBean(new StandardMBean(() -> "no pool", OtherMBean.class), other);
    try {
      assertThat(collector.collect()).isEmpty();
    } finally {
      server.unregisterMBean(throwing);
      server.unregisterMBean(other);
    }
  }

  private static ObjectName bean(int host) throws Exception {
    return new ObjectName("shop:type=ConnectionPool,name=same,host=" + host);
  }

  private static void borrow(HikariDataSource source) {
    try (Connection borrowed = source.getConnection()) {
      assertThat(borrowed.isValid(0)).isTrue();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Double> connections() {
    return values(MetricCatalog.JDBC_CONNECTIONS);
  }

  private Map<String, Double> max() {
    return values(MetricCatalog.JDBC_CONNECTIONS_MAX);
  }

  private Map<String, Double> pending() {
    return values(MetricCatalog.JDBC_PENDING_REQUESTS);
  }

  /** Returns the values by pool, and state if there is one. */
  private Map<String, Double> values(MetricDefinition metric) {
    Map<String, Double> values = new HashMap<>();
    collector.collect().stream()
        .filter(family -> family.getMetadata().getPrometheusName().equals(metric.name()))
        .flatMap(family -> ((GaugeSnapshot) family).getDataPoints().stream())
        .forEach(point -> values.put(key(metric, point.getLabels()), point.getValue()));
    return values;
  }

  private static String key(MetricDefinition metric, Labels labels) {
    return String.join(" ", metric.labels().stream().map(labels::get).toList());
  }

  /** Attributes of a pool of Tomcat JDBC. */
  public interface PoolMBean {
    /** Returns the number of connections in use. */
    int getActive();

    /** Returns the number of idle connections. */
    int getIdle();

    /** Returns the limit of the connections. */
    int getMaxActive();

    /** Returns the number of waiting threads. */
    int getWaitCount();
  }

  /** MBean of another kind. */
  public interface OtherMBean {
    /** Returns a text. */
    String getText();
  }

  private static class Fixed implements PoolMBean {
    @Override
    public int getActive() {
      return 1;
    }

    @Override
    public int getIdle() {
      return 2;
    }

    @Override
    public int getMaxActive() {
      return 3;
    }

    @Override
    public int getWaitCount() {
      return 4;
    }
  }
}
