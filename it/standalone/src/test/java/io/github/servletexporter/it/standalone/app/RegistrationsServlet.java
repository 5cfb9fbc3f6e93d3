package io.github.servletexporter.it.standalone.app;

import jakarta.servlet.Registration;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;

/**
 * Servlet that lists the registrations of its application: a line with kind and class for each
 * filter and servlet.
 */
@WebServlet("/registrations")
public final class RegistrationsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    list("filter", getServletContext().getFilterRegistrations().values(), response);
    list("servlet", getServletContext().getServletRegistrations().values(), response);
  }

  private static void list(
      String kind, Collection<? extends Registration> all, HttpServletResponse response)
      throws IOException {
    for (Registration one : all) {
      response.getWriter().println(kind + " " + one.getClassName());
    }
  }
}
