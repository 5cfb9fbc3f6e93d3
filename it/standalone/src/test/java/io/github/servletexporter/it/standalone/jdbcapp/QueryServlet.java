package io.github.servletexporter.it.standalone.jdbcapp;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Servlet that borrows a connection of each pool and returns it. */
@WebServlet("/query")
public final class QueryServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("BanJNDI") // the names are those of the descriptor
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    for (String pool : new String[] {"dbcp", "tomcat"}) {
      try (Connection connection =
          InitialContext.<DataSource>doLookup("java:comp/env/jdbc/" + pool).getConnection()) {
        response.getWriter().println(connection.isValid(0));
      } catch (NamingException | SQLException e) {
        throw new ServletException(e);
      }
    }
  }
}
