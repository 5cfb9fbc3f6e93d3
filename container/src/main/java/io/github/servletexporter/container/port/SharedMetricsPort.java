package io.github.servletexporter.container.port;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Register of the web applications that show their metrics on one metrics port. The application
 * that has bound the port reads the metrics and pages of the others here. Called by
 * servlet-exporter.
 *
 * <p>Its methods use only types of the JDK, because the class belongs to the server and each
 * application may have another version of servlet-exporter. The applications of all servers of a
 * JVM meet here, which is why the register is static. It references nothing of an application after
 * the end of its membership. Thread-safe.
 */
public final class SharedMetricsPort {

  private static final Map<String, Map<String, PortMember>> PORTS = new ConcurrentHashMap<>();

  private SharedMetricsPort() {}

  /**
   * Makes a web application a member of a port, whether it has bound the port or not.
   *
   * @param port identifies the port and the settings that its clients depend on
   * @param application name of the application, unique in the JVM
   * @param metrics returns the encoded metrics of the application
   * @param pages answers requests to the pages of the application
   * @param onFree called when the port may be free; must return quickly
   * @return ends the membership, may be closed repeatedly; a call in progress is interrupted and
   *     has a second to end
   */
  public static AutoCloseable join(
      String port,
      String application,
      Supplier<byte[]> metrics,
      Function<Map<String, String>, Map<String, Object>> pages,
      Runnable onFree) {
    PortMember member = new PortMember(application, metrics, pages, onFree);
    PORTS.compute(
        port,
        (same, present) -> {
          Map<String, PortMember> all = present == null ? new ConcurrentSkipListMap<>() : present;
          all.put(application, member);
          return all;
        });
    return () -> leave(port, application, member);
  }

  private static void leave(String port, String application, PortMember member) {
    PORTS.computeIfPresent(
        port,
        (same, all) -> {
          all.remove(application, member);
          return all.isEmpty() ? null : all;
        });
    member.close();
  }

  /** Returns the names of the members of a port. */
  public static Set<String> members(String port) {
    return new TreeSet<>(all(port).keySet());
  }

  /**
   * Returns the encoded metrics of the members of a port by application. Reads them all at once and
   * waits for no longer than a time limit. The value is a string in place of the bytes if an
   * application fails, or does not answer in time; it states the reason.
   *
   * @param port identifies the port
   * @param except application that is left out
   * @param limitMillis longest time to wait
   * @throws InterruptedException if the caller is interrupted
   */
  public static Map<String, Object> metrics(String port, String except, long limitMillis)
      throws InterruptedException {
    Map<PortMember, ForeignCall> calls = new LinkedHashMap<>();
    for (PortMember member : all(port).values()) {
      ForeignCall call = member.application().equals(except) ? null : member.startReading();
      if (call != null) {
        calls.put(member, call);
      }
    }
    long startNanos = System.nanoTime();
    Map<String, Object> metrics = new LinkedHashMap<>();
    for (Map.Entry<PortMember, ForeignCall> entry : calls.entrySet()) {
      PortMember member = entry.getKey();
      metrics.put(member.application(), member.metrics(entry.getValue(), startNanos, limitMillis));
    }
    return metrics;
  }

  /**
   * Passes a request on to the pages of an application.
   *
   * @param port identifies the port
   * @param application name of the application
   * @param request request in a form that the applications agree on
   * @param limitMillis longest time to wait
   * @return the response, a string that states the reason if there is none, or null if the
   *     application is not a member of the port
   * @throws InterruptedException if the caller is interrupted
   */
  public static @Nullable Object page(
      String port, String application, Map<String, String> request, long limitMillis)
      throws InterruptedException {
    PortMember member = all(port).get(application);
    return member == null ? null : member.page(request, limitMillis);
  }

  /** Notifies the members of a port that one of them has freed it. */
  public static void freed(String port) {
    all(port).values().forEach(PortMember::portIsFree);
  }

  private static Map<String, PortMember> all(String port) {
    return PORTS.getOrDefault(port, Map.of());
  }
}
