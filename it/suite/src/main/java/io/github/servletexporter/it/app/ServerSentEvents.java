package io.github.servletexporter.it.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Long response of events: the first immediately, the others when the gate is opened. With {@code
 * endless} it continues until the client disconnects.
 */
final class ServerSentEvents {
  private static final int EVENTS = 20;

  private final Gates gates;

  ServerSentEvents(Gates gates) {
    this.gates = gates;
  }

  void serve(HttpServletRequest request, HttpServletResponse response) {
    response.setContentType("text/event-stream");
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    String gate = request.getParameter("gate");
    boolean endless = request.getParameter("endless") != null;
    Background.run(
        () -> {
          try {
            ServletOutputStream out = response.getOutputStream();
            send(out, 0);
            gates.await(gate);
            for (int event = 1; endless || event < EVENTS; event++) {
              send(out, event);
            }
          } finally {
            async.complete();
          }
        });
  }

  private static void send(ServletOutputStream out, int event) throws IOException {
    out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
