package io.github.servletexporter.listener.container;

import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counter of all responses of the server, a part of servlet-exporter-container. Its class is on the
 * server's class path and may be hidden from the web application, so both sides communicate through
 * types of the JDK and of the container only.
 *
 * @param counter the valve of Tomcat or the request log of Jetty
 * @param connectors the labels of the server's connectors
 */
public record ResponseCounter(Object counter, Map<Object, String> connectors) {

  private static final String OTHER = "_other";

  /** Copies the labels. */
  public ResponseCounter {
    connectors = Map.copyOf(connectors);
  }

  /** Receiver of counts. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * Adds responses.
     *
     * @param count the number of responses, may be 0
     * @param status the status
     * @param connector the label of the connector
     */
    void add(long count, String status, String connector);
  }

  /**
   * Passes on the responses since the previous call, none if another web application takes them.
   *
   * @param application identifies the caller
   * @param receiver receives one call for each connector and status
   * @throws ReflectiveOperationException if the counter is of an incompatible version
   */
  public void takeResponses(String application, Receiver receiver)
      throws ReflectiveOperationException {
    for (Map.Entry<?, ?> connector : take("takeResponses", application).entrySet()) {
      String label = connectors.getOrDefault(connector.getKey(), OTHER);
      if (connector.getValue() instanceof Map<?, ?> statuses) {
        statuses.forEach((status, count) -> receiver.add(number(count), status(status), label));
      }
    }
  }

  /**
   * Passes on the server's refusals of ambiguous framing since the previous call, none if another
   * web application takes them.
   *
   * @param application identifies the caller
   * @param receiver receives one call for each violation, with the value of the label and the
   *     number
   * @throws ReflectiveOperationException if the counter is of an incompatible version
   */
  public void takeFramingViolations(String application, ObjLongConsumer<String> receiver)
      throws ReflectiveOperationException {
    take("takeFramingViolations", application)
        .forEach((violation, count) -> receiver.accept(text(violation), number(count)));
  }

  /**
   * Lets another web application take the counts.
   *
   * @param application identifies the caller
   * @throws ReflectiveOperationException if the counter is of an incompatible version
   */
  public void release(String application) throws ReflectiveOperationException {
    call("release", application);
  }

  private Map<?, ?> take(String method, String application) throws ReflectiveOperationException {
    return call(method, application) instanceof Map<?, ?> taken ? taken : Map.of();
  }

  private @Nullable Object call(String method, String application)
      throws ReflectiveOperationException {
    return counter.getClass().getMethod(method, String.class).invoke(counter, application);
  }

  private static long number(Object count) {
    return count instanceof Number number ? number.longValue() : 0;
  }

  private static String status(Object status) {
    return status.equals(0) ? OTHER : text(status);
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }
}
