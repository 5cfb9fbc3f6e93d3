package io.github.servletexporter.example;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Servlets of the example that cause incidents. */
final class IncidentServlets {

  private static final String ROUTE = "io.github.servletexporter.route";
  private static final long TIMEOUT_SECONDS = 10;

  private IncidentServlets() {}

  /** Servlet that waits for a service that is down, until its timeout. */
  static final class Dependency extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
      while (System.nanoTime() - end < 0) {
        LockSupport.parkNanos(this, end - System.nanoTime());
      }
    }
  }

  /** Servlet of a version that should not have been deployed. */
  static final class BrokenRelease extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      throw new IllegalStateException("the new version fails on purpose");
    }
  }

  /** Servlet that sets the number of a user as the route. */
  static final class User extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.setAttribute(ROUTE, "/user/" + request.getParameter("id"));
      response.getWriter().println("user");
    }
  }
}
