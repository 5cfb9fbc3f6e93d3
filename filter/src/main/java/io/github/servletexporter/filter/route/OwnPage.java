package io.github.servletexporter.filter.route;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Page of servlet-exporter in a web application: the filter hands over the requests that are mapped
 * to its servlet. Implementations are thread-safe.
 */
@FunctionalInterface
public interface OwnPage {

  /**
   * Request attribute that is set if servlet-exporter has answered the request, and not a filter of
   * the application.
   */
  String ANSWERED = "io.github.servletexporter.answered";

  /**
   * Answers a request, or passes it on to the chain.
   *
   * @param request the request
   * @param response the response
   * @param chain the filters of the application and the servlet of the page; called at most once
   * @throws IOException if the connection fails or the chain throws it
   * @throws ServletException if the chain throws it
   */
  void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException;
}
