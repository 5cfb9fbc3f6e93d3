package io.github.servletexporter.it.server;

import java.io.IOException;
import java.util.List;

/** Running server with one web application. */
public interface TestServer extends AutoCloseable {
  /**
   * Returns the port on 127.0.0.1.
   *
   * @return a port
   */
  int port();

  /**
   * Returns the lines of the container's own access log so far. A line is written after the
   * response, so the log may lag behind a client.
   *
   * @return a copy, in the order of the log
   */
  List<AccessLine> accessLog();

  @Override
  void close() throws IOException;
}
