package io.github.servletexporter.it.behaviour;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Requests that last until the test lets them go. Not as the gates of the test application, which a
 * request has to open: an application that stops takes none.
 */
final class HeldRequests implements ServletContainerInitializer {
  /** A path whose requests wait on their workers. */
  static final String ON_WORKER = "/held";

  /** A path whose requests have left their workers. */
  static final String ASYNCHRONOUS = "/held-asynchronously";

  /** Few enough for the container's buffer, which it writes after the last filter. */
  static final int BODY_BYTES = 5000;

  private final CountDownLatch released = new CountDownLatch(1);
  private final List<AsyncContext> asynchronous = new CopyOnWriteArrayList<>();

  @Override
  public void onStartup(Set<Class<?>> ignored, ServletContext context) {
    add(context, ON_WORKER, new Waiting());
    add(context, ASYNCHRONOUS, new Asynchronous());
  }

  private static void add(ServletContext context, String path, HttpServlet servlet) {
    ServletRegistration.Dynamic registration = context.addServlet(path, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(path);
  }

  /** Lets all of them end, once: those that the container has ended itself must not be touched. */
  void release() throws IOException {
    released.countDown();
    for (AsyncContext async : asynchronous) {
      async.getResponse().getOutputStream().write(new byte[BODY_BYTES]);
      async.complete();
    }
  }

  private final class Waiting extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      try {
        released.await();
        response.getOutputStream().write(new byte[BODY_BYTES]);
      } catch (InterruptedException e) {
        throw new ServletException(e);
      }
    }
  }

  private final class Asynchronous extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      AsyncContext async = request.startAsync();
      async.setTimeout(0);
      asynchronous.add(async);
    }
  }
}
