package io.github.servletexporter.listener.endpoint;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Key of the response to a scrape: requests with the same key can have the same response.
 *
 * @param format content type of the response
 * @param escaping escaping of names
 * @param gzip whether the response is compressed
 * @param debug value of the parameter {@code debug}, empty if it is absent
 * @param names families that the client has selected; empty for all
 */
record ScrapeKey(
    String format, EscapingScheme escaping, boolean gzip, String debug, Set<String> names) {

  private static final String GZIP = "gzip";

  /**
   * Returns the key of a request.
   *
   * @throws RuntimeException if the query is malformed
   */
  static ScrapeKey of(Exchange exchange, ExpositionFormats formats) {
    String accept = exchange.getHeader("Accept");
    String[] names = exchange.getParameterValues("name[]");
    return new ScrapeKey(
        formats.findWriter(accept).getContentType(),
        EscapingScheme.fromAcceptHeader(accept),
        acceptsGzip(exchange.getHeaders("Accept-Encoding")),
        Objects.requireNonNullElse(exchange.getParameter("debug"), ""),
        names == null ? Set.of() : new TreeSet<>(Arrays.asList(names)));
  }

  private static boolean acceptsGzip(Enumeration<String> values) {
    while (values != null && values.hasMoreElements()) {
      for (String coding : values.nextElement().split(",", -1)) {
        if (coding.strip().equalsIgnoreCase(GZIP)) {
          return true;
        }
      }
    }
    return false;
  }
}
