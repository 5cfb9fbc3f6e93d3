package io.github.servletexporter.it.standalone.routedapp;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Slow servlet that sets the route of its requests, except those with a query. */
@WebServlet("/users/*")
public final class RoutedServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final long MILLIS = 110;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getQueryString() == null) {
      request.setAttribute("io.github.servletexporter.route", "/users/{id}");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS));
    }
    response.getWriter().write("user");
  }
}
