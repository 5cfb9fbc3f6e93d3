package io.github.servletexporter.it.server;

import java.io.IOException;
import java.util.List;

/** A running server with one web application. */
public interface TestServer extends AutoCloseable {
  /**
   * The port on 127.0.0.1.
   *
   * @return a port
   */
  int port();

  /**
   * What the container's own access log says so far. A line is written after the response, so a
   * client can be ahead of it.
   *
   * @return a copy, in the order of the log
   */
  List<AccessLine> accessLog();

  @Override
  void close() throws IOException;
}
