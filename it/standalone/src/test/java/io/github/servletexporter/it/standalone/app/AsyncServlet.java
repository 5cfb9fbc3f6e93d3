package io.github.servletexporter.it.standalone.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Servlet that leaves its thread and finishes the request in a second dispatch to itself. */
@WebServlet(urlPatterns = "/async", asyncSupported = true)
public final class AsyncServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String AGAIN = AsyncServlet.class.getName();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    if (request.getAttribute(AGAIN) == null) {
      request.setAttribute(AGAIN, true);
      AsyncContext async = request.startAsync();
      async.dispatch();
    } else {
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    }
  }
}
