package io.github.servletexporter.listener.server;

import io.github.servletexporter.listener.endpoint.ScrapeTimeout;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Head of a request to the metrics port.
 *
 * @param method request method
 * @param path decoded path
 * @param query query as it was sent, or null if there is none
 * @param fields values of the header fields by name, ignoring case
 * @param last whether the connection ends with the response
 */
record RequestHead(
    String method,
    String path,
    @Nullable String query,
    Map<String, List<String>> fields,
    boolean last) {

  /** Returns the values of a field, none if it was not sent. */
  List<String> values(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** Returns the time from the arrival of the request to the last byte of the response. */
  long answerNanos() {
    return ScrapeTimeout.nanos(this::values);
  }
}
