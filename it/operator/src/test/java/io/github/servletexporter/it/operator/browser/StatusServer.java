package io.github.servletexporter.it.operator.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.servletexporter.listener.status.StatusPages;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Server of a status page whose content a test defines, and which can be stopped and restarted. */
final class StatusServer implements AutoCloseable {

  private final StatusPages pages;
  private final String contextPath;
  private ExecutorService threads = Executors.newFixedThreadPool(4);
  private HttpServer server;
  private final AtomicInteger looks = new AtomicInteger();

  StatusServer(StatusPages pages, String contextPath) throws IOException {
    this.pages = pages;
    this.contextPath = contextPath;
    server = start(0);
  }

  String url() {
    return "http://127.0.0.1:" + port() + contextPath + StatusPages.PATH;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Returns the number of requests for the current state. */
  int looks() {
    return looks.get();
  }

  /** Stops the server. */
  void goAway() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Starts the server again on the same port. */
  void comeBack() throws IOException {
    threads = Executors.newFixedThreadPool(4);
    server = start(port());
  }

  @Override
  public void close() {
    goAway();
  }

  private HttpServer start(int port) throws IOException {
    HttpServer started = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    started.createContext(contextPath + StatusPages.PATH, this::handle);
    started.setExecutor(threads);
    started.start();
    return started;
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().endsWith("/data.json")) {
      looks.incrementAndGet();
    }
    try (HttpServerExchange adapted = new HttpServerExchange(exchange)) {
      pages.handle(adapted, true);
    }
  }
}
