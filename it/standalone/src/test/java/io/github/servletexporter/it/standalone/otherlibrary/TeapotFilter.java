package io.github.servletexporter.it.standalone.otherlibrary;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Filter that answers some requests itself, so that only a preceding filter can count them. */
public final class TeapotFilter extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final int IM_A_TEAPOT = 418;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getParameter("tea") != null) {
      response.setStatus(IM_A_TEAPOT);
    } else {
      chain.doFilter(request, response);
    }
  }
}
