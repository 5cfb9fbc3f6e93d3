package io.github.servletexporter.it.standalone.attackedapp;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Servlet that answers GET under the route that the client names, so that scrapes become large. */
@WebServlet("/ok")
public final class RoutesServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String route = request.getParameter("route");
    if (route != null) {
      request.setAttribute("io.github.servletexporter.route", route);
    }
    response.setContentType("text/plain");
    response.getWriter().write("ok");
  }
}
