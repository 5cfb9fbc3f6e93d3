package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.server.Container.Family;
import io.github.servletexporter.it.server.ServerSettings.Compliance;
import java.util.Set;

/** The cases that end otherwise than RFC 9112 wants, by name and with the reason. */
final class FramingExceptions {
  /**
   * Legal codings that no servlet container decodes: 501, from the container or from the filter.
   */
  static final Set<String> UNDECODED =
      Set.of(
          "025-te-gzip-chunked",
          "grammar-te-deflate-chunked",
          "grammar-te-compress-chunked",
          "grammar-te-x-gzip-chunked",
          "grammar-te-gzip-deflate-chunked");

  private FramingExceptions() {}

  static Set<String> harmless(Family family, Compliance compliance) {
    return Set.of();
  }

  static Set<String> hidden(Family family, Compliance compliance) {
    return Set.of();
  }
}
