package io.github.servletexporter.it.standalone.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Servlet that answers GET and POST, and opens a session on request. */
@WebServlet("/ok")
public final class OkServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getParameter("session") != null) {
      request.getSession();
    }
    response.setContentType("text/plain");
    response.getWriter().write("ok");
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getInputStream().readAllBytes();
    response.setStatus(HttpServletResponse.SC_CREATED);
  }
}
