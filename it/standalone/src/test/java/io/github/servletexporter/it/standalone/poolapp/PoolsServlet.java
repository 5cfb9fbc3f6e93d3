package io.github.servletexporter.it.standalone.poolapp;

import io.github.servletexporter.listener.container.ContainerAdapter;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** Servlet that reports the state of the adapter; each path shows one aspect. */
@WebServlet({"/pools", "/work", "/retired", "/hold", "/held"})
public final class PoolsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    PoolsApp app = PoolsApp.of(getServletContext());
    PrintWriter out = response.getWriter();
    switch (request.getServletPath()) {
      case "/pools" -> print(app, out);
      case "/work" -> {
        if (app.count() >= PoolsApp.REQUESTS) {
          response.setHeader("Connection", "close");
        }
        out.print("done");
      }
      case "/retired" -> out.print(app.retired());
      case "/held" -> out.print(app.held());
      default -> hold(app, response);
    }
  }

  /** Holds a request and flushes the whole response before the request counts as ended. */
  private static void hold(PoolsApp app, HttpServletResponse response)
      throws IOException, ServletException {
    app.enter();
    try {
      String answer = app.awaitDrain();
      response.setContentLength(answer.length());
      response.getWriter().print(answer);
      response.flushBuffer();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServletException(e);
    } finally {
      app.leave();
    }
  }

  private static void print(PoolsApp app, PrintWriter out) {
    ContainerAdapter container = app.container();
    out.println(container.name() + " " + container.version());
    container.pools().read().forEach(out::println);
    container.connectors().forEach(out::println);
    out.println("worker of " + container.pools().poolOf(Thread.currentThread()));
  }
}
