package io.github.servletexporter.listener.jvm;

import io.github.servletexporter.filter.meter.DataPoints;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.listener.container.Numbers;
import io.github.servletexporter.listener.container.UniqueLabels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Collector of the metrics of JDBC connection pools, which it reads from the MBeans of HikariCP,
 * Commons DBCP and Tomcat's two pools. Without such MBeans there is no metric.
 *
 * <p>The names are those of the OpenTelemetry semantic conventions for database client metrics.
 * Thread-safe.
 */
final class JdbcPoolCollector {

  /** Limit of the pools; an application that creates one per request must not create series. */
  static final int MAX_POOLS = 100;

  private static final List<PoolKind> KINDS =
      List.of(
          new PoolKind(
              "com.zaxxer.hikari:*",
              "ActiveConnections",
              "IdleConnections",
              "MaximumPoolSize",
              "ThreadsAwaitingConnection"),
          new PoolKind(
              "*:connectionpool=connections,*", "NumActive", "NumIdle", "MaxTotal", "NumWaiters"),
          new PoolKind("*:type=ConnectionPool,*", "Active", "Idle", "MaxActive", "WaitCount"));

  private final MBeanServer server;

  JdbcPoolCollector(MBeanServer server) {
    this.server = server;
  }

  /** Returns the metrics of the pools that exist, none without a pool. */
  MetricSnapshots collect() {
    Map<ObjectName, Pool> pools = new TreeMap<>();
    for (PoolKind kind : KINDS) {
      for (ObjectName bean : server.queryNames(kind.pattern(), null)) {
        Pool pool = pools.size() < MAX_POOLS ? read(bean, kind) : null;
        if (pool != null) {
          pools.put(bean, pool);
        }
      }
    }
    return pools.isEmpty() ? MetricSnapshots.of() : metrics(pools);
  }

  private static MetricSnapshots metrics(Map<ObjectName, Pool> pools) {
    DataPoints count = new DataPoints(MetricCatalog.JDBC_CONNECTIONS);
    DataPoints max = new DataPoints(MetricCatalog.JDBC_CONNECTIONS_MAX);
    DataPoints pending = new DataPoints(MetricCatalog.JDBC_PENDING_REQUESTS);
    UniqueLabels labels = new UniqueLabels();
    pools.forEach(
        (bean, pool) -> {
          String label = labels.unique(label(bean));
          count.addKnown(pool.used(), label, "used");
          count.addKnown(pool.idle(), label, "idle");
          max.addKnown(pool.max(), label);
          pending.addKnown(pool.pending(), label);
        });
    return MetricSnapshots.of(count.gauge(), max.gauge(), pending.gauge());
  }

  /** Returns the state of a pool, or null if this is none, or no longer. */
  private @Nullable Pool read(ObjectName bean, PoolKind kind) {
    Map<String, Integer> values = new HashMap<>();
    read(bean, kind.attributes(), values);
    if (!values.containsKey(kind.used())) {
      return null;
    }
    ObjectName settings = hikariSettings(bean);
    if (settings != null) {
      read(settings, List.of(kind.max()), values);
    }
    return new Pool(
        values.get(kind.used()),
        values.get(kind.idle()),
        values.get(kind.max()),
        values.get(kind.pending()));
  }

  /** Adds what can be read; a bean may have ended, and the code of a pool may throw anything. */
  private void read(ObjectName bean, List<String> attributes, Map<String, Integer> values) {
    try {
      for (Attribute each :
          server.getAttributes(bean, attributes.toArray(String[]::new)).asList()) {
        Integer value = each.getValue() instanceof Number n ? Numbers.known(n.longValue()) : null;
        if (value != null) {
          values.put(each.getName(), value);
        }
      }
    } catch (JMException | RuntimeException e) {
      // The pool has no metrics in this scrape.
    }
  }

  /** HikariCP has a bean for the state of a pool, and another one for its settings. */
  private static @Nullable ObjectName hikariSettings(ObjectName bean) {
    String name = bean.getCanonicalName();
    try {
      return name.startsWith("com.zaxxer.hikari:")
          ? new ObjectName(name.replaceFirst("type=Pool\\b", "type=PoolConfig"))
          : null;
    } catch (JMException e) {
      return null;
    }
  }

  /** Returns the name of a pool as its user knows it, such as {@code jdbc/orders}. */
  private static String label(ObjectName bean) {
    String type = bean.getKeyProperty("type");
    if (type != null && type.startsWith("Pool (") && type.endsWith(")")) {
      return type.substring("Pool (".length(), type.length() - 1);
    }
    String name = bean.getKeyProperty("name");
    if (name == null) {
      return bean.getCanonicalName();
    }
    return name.startsWith("\"") ? ObjectName.unquote(name) : name;
  }

  /**
   * MBeans of one kind of pool.
   *
   * @param query the names of the MBeans, among which can be others
   * @param used attribute with the number of connections in use
   * @param idle attribute with the number of idle connections
   * @param max attribute with the maximum number of connections
   * @param pending attribute with the number of threads that wait for a connection
   */
  private record PoolKind(String query, String used, String idle, String max, String pending) {

    ObjectName pattern() {
      try {
        return new ObjectName(query);
      } catch (JMException e) {
        throw new IllegalStateException(e);
      }
    }

    List<String> attributes() {
      return List.of(used, idle, max, pending);
    }
  }

  /** State of a pool; null where it is unknown or unlimited. */
  private record Pool(
      @Nullable Integer used,
      @Nullable Integer idle,
      @Nullable Integer max,
      @Nullable Integer pending) {}
}
