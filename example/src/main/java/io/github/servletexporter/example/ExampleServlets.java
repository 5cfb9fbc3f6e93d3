package io.github.servletexporter.example;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Servlets of the example, each for one kind of request. */
final class ExampleServlets {

  private ExampleServlets() {}

  /** Servlet that responds immediately. */
  static final class Fast extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] body = "fast\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }

  /** Servlet that takes 50 to 500 ms. */
  static final class Slow extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      pauseMillis(ThreadLocalRandom.current().nextLong(50, 500));
      response.getWriter().println("slow");
    }
  }

  /** Servlet that fails in one of three ways. */
  static final class Failing extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (ThreadLocalRandom.current().nextInt(3)) {
        case 0 -> throw new IllegalStateException("the example fails on purpose");
        case 1 -> response.sendError(HttpServletResponse.SC_BAD_GATEWAY);
        default -> throw new IOException("the example's disk is full on purpose");
      }
    }
  }

  /** Asynchronous servlet that responds from another thread; every tenth request times out. */
  static final class Async extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Executor executor;

    Async(Executor executor) {
      this.executor = executor;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      AsyncContext async = request.startAsync();
      async.setTimeout(200);
      if (ThreadLocalRandom.current().nextInt(10) > 0) {
        executor.execute(() -> answer(async, response));
      }
    }

    private static void answer(AsyncContext async, HttpServletResponse response) {
      try {
        pauseMillis(20);
        response.getWriter().println("async");
      } catch (IOException clientLeft) {
        // complete() ends the request in any case.
      } finally {
        async.complete();
      }
    }
  }

  /** Servlet that reads a body and responds with its length. */
  static final class Upload extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      long bytes = request.getInputStream().transferTo(OutputStream.nullOutputStream());
      PrintWriter writer = response.getWriter();
      writer.println(bytes);
    }
  }

  /** Servlet with a long response, which a client may abort. */
  static final class Stream extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] block = new byte[64 * 1024];
      OutputStream body = response.getOutputStream();
      for (int i = 0; i < 1024; i++) {
        body.write(block);
        body.flush();
      }
    }
  }

  /** Servlet that fails to start. */
  static final class Broken extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    public void init() {
      throw new IllegalStateException("the example fails to boot on purpose");
    }
  }

  private static void pauseMillis(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
