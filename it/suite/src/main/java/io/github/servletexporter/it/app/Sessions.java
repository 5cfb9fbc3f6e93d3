package io.github.servletexporter.it.app;

import jakarta.servlet.http.HttpSession;

/** Sessions that are created, used and ended. */
final class Sessions {
  private Sessions() {}

  static void register(Paths paths) {
    paths.add(
        "/session/new",
        (request, response) -> {
          HttpSession session = request.getSession();
          String limit = request.getParameter("limit");
          if (limit != null) {
            session.setMaxInactiveInterval(Integer.parseInt(limit));
          }
          PlainText.write(response, session.getId());
        });
    paths.add(
        "/session/end",
        (request, response) -> {
          request.getSession(false).invalidate();
          PlainText.write(response, "ended");
        });
  }
}
