package io.github.servletexporter.it.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Requests that are read and answered with non-blocking I/O. */
final class NonBlocking {
  private NonBlocking() {}

  static void register(Paths paths) {
    paths.add("/nio/echo", (request, response) -> echo(request, EchoFault.NONE));
    paths.add("/nio/throw-on-read", (request, response) -> echo(request, EchoFault.READ));
    paths.add("/nio/throw-at-end", (request, response) -> echo(request, EchoFault.END));
    paths.add("/nio/throw-on-write", (request, response) -> echo(request, EchoFault.WRITE));
    paths.add(
        "/nio/download",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.setTimeout(0);
          response
              .getOutputStream()
              .setWriteListener(
                  new BlockWriter(async, Integer.parseInt(request.getParameter("bytes"))));
        });
  }

  private static void echo(HttpServletRequest request, EchoFault fault) throws IOException {
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    request.getInputStream().setReadListener(new EchoListener(async, fault));
  }
}
