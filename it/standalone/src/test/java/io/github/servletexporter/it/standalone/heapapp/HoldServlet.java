package io.github.servletexporter.it.standalone.heapapp;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Servlet that holds the given part of the heap in memory until the next request. */
@WebServlet("/hold")
public final class HoldServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int BLOCK = 1 << 20;

  private transient volatile byte[][] held = {};

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    held = new byte[0][];
    long max = Runtime.getRuntime().maxMemory();
    int blocks = (int) (max * Integer.parseInt(request.getParameter("percent")) / 100 / BLOCK);
    byte[][] next = new byte[blocks][];
    for (int i = 0; i < blocks; i++) {
      next[i] = new byte[BLOCK];
    }
    held = next;
    System.gc();
    response.setIntHeader("Held-Blocks", held.length);
  }
}
