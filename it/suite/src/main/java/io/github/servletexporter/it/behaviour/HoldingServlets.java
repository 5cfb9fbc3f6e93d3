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
 * Servlets whose requests last until the test releases them. The gates of the test application do
 * not serve this purpose: a request has to open them, and an application that stops accepts none.
 */
final class HoldingServlets implements ServletContainerInitializer {
  /** Path whose requests occupy their workers. */
  static final String ON_WORKER = "/held";

  /** Path whose requests have left their workers. */
  static final String ASYNCHRONOUS = "/held-asynchronously";

  /** Body size that fits the container's buffer, which is written after the last filter. */
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

  /**
   * Completes all held requests, once: requests that the container has ended itself must not be
   * touched.
   */
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
