package io.github.servletexporter.it.standalone.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Slow servlet, so that a redeployment finds requests in flight. */
@WebServlet("/slow")
public final class SlowServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final long MILLIS = 100;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS));
    response.getWriter().write("slow");
  }
}
