package io.github.servletexporter.it.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Handler of one path of the test application. */
@FunctionalInterface
interface Handler {
  void handle(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException;
}
