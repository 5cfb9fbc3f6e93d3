package io.github.servletexporter.it.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Statuses, errors and exceptions of a synchronous request. */
final class FailureServlets {
  /** Seconds during which a temporarily unavailable servlet answers 503; longer than any test. */
  private static final int UNAVAILABLE_SECONDS = 600;

  private static final int COMMITTING_BYTES = 64;
  private static final int DECLARED_BYTES = 10;

  /** Size that exceeds the default limit of both containers for all header fields. */
  private static final int LARGE_HEADER_BYTES = 20_000;

  private FailureServlets() {}

  static void register(Paths paths) {
    paths.add("/status/*", (request, response) -> response.setStatus(number(request)));
    paths.add("/send-error/*", (request, response) -> response.sendError(number(request)));
    registerExceptions(paths);
    registerMixtures(paths);
    registerErrorPages(paths);
    registerLateFailures(paths);
  }

  /** Registers responses that the container rejects after the servlet has returned. */
  private static void registerLateFailures(Paths paths) {
    paths.add(
        "/late/content-length/*",
        (request, response) -> {
          response.setContentLength(DECLARED_BYTES);
          response.getOutputStream().write(new byte[number(request)]);
        });
    paths.add(
        "/late/large-header",
        (request, response) -> {
          response.setHeader("X-Large", "x".repeat(LARGE_HEADER_BYTES));
          PlainText.write(response, "never sent");
        });
    paths.add("/late/send-error-minus-1", (request, response) -> response.sendError(-1));
    paths.add(
        "/throw/out-of-memory",
        (request, response) -> {
          throw new OutOfMemoryError("on purpose");
        });
  }

  private static void registerExceptions(Paths paths) {
    paths.add(
        "/throw/servlet-exception",
        (request, response) -> {
          throw new ServletException("on purpose");
        });
    paths.add(
        "/throw/runtime-exception",
        (request, response) -> {
          throw new IllegalStateException("on purpose");
        });
    paths.add(
        "/throw/io-exception",
        (request, response) -> {
          throw new IOException("on purpose");
        });
    paths.add(
        "/throw/error",
        (request, response) -> {
          throw new StackOverflowError("on purpose");
        });
    paths.add(
        "/throw/wrapped",
        (request, response) -> {
          throw new ServletException("wrapper", new IllegalArgumentException("on purpose"));
        });
    paths.add(
        "/throw/wrapped-error",
        (request, response) -> {
          throw new ServletException("wrapper", new NoClassDefFoundError("on purpose"));
        });
    paths.add(
        "/throw/unavailable-for-good",
        (request, response) -> {
          throw new UnavailableException("on purpose");
        });
    paths.add(
        "/throw/unavailable-for-now",
        (request, response) -> {
          throw new UnavailableException("on purpose", UNAVAILABLE_SECONDS);
        });
    paths.add(
        "/throw/wrapped-unavailable",
        (request, response) -> {
          throw new ServletException("wrapper", new UnavailableException("on purpose", 600));
        });
    paths.add(
        "/throw/wrapped-container-exception/*",
        (request, response) -> {
          throw new ServletException(
              "wrapper", containerException(request.getParameter("class"), number(request)));
        });
    paths.add(
        "/throw/container-exception/*",
        (request, response) -> {
          throw containerException(request.getParameter("class"), number(request));
        });
    paths.add(
        "/throw/paged",
        (request, response) -> {
          throw new PagedException();
        });
  }

  private static void registerMixtures(Paths paths) {
    paths.add(
        "/throw/after-commit",
        (request, response) -> {
          commit(response);
          throw new IllegalStateException("on purpose, after the commit");
        });
    paths.add(
        "/throw/after-status",
        (request, response) -> {
          response.setStatus(202);
          throw new IllegalStateException("on purpose, after setStatus");
        });
    paths.add(
        "/throw/after-send-error",
        (request, response) -> {
          response.sendError(503);
          throw new IllegalStateException("on purpose, after sendError");
        });
    paths.add(
        "/throw/after-close",
        (request, response) -> {
          PlainText.write(response, "all of it");
          response.getOutputStream().close();
          throw new IllegalStateException("on purpose, after the stream was closed");
        });
    paths.add(
        "/send-error-after-commit",
        (request, response) -> {
          commit(response);
          response.sendError(500);
        });
  }

  private static void registerErrorPages(Paths paths) {
    paths.add("/error-page/plain", (request, response) -> PlainText.write(response, "error page"));
    paths.add(
        "/error-page/other-status",
        (request, response) -> {
          response.setStatus(418);
          PlainText.write(response, "error page");
        });
    paths.add(
        "/error-page/failing",
        (request, response) -> {
          throw new IllegalStateException("on purpose, in the error page");
        });
  }

  private static void commit(HttpServletResponse response) throws IOException {
    PlainText.write(response, "x".repeat(COMMITTING_BYTES));
    response.flushBuffer();
  }

  /** Returns the number at the end of the path, for example 404 for {@code /send-error/404}. */
  private static int number(HttpServletRequest request) {
    return Integer.parseInt(request.getPathInfo().substring(1));
  }

  /**
   * Creates an exception of the container that carries a status, by reflection: a test names its
   * class, and this application depends on no container.
   */
  private static RuntimeException containerException(String className, int status)
      throws ServletException {
    try {
      return Class.forName(className)
          .asSubclass(RuntimeException.class)
          .getConstructor(int.class, String.class)
          .newInstance(status, "on purpose");
    } catch (ReflectiveOperationException e) {
      throw new ServletException(e);
    }
  }
}
