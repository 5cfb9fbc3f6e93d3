package io.github.servletexporter.bench.stub;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.MappingMatch;

/** The mapping of the servlet that the stub request is for: {@code /api/*}. */
enum ApiMapping implements HttpServletMapping {
  INSTANCE;

  @Override
  public String getMatchValue() {
    return "items";
  }

  @Override
  public String getPattern() {
    return "/api/*";
  }

  @Override
  public String getServletName() {
    return "api";
  }

  @Override
  public MappingMatch getMappingMatch() {
    return MappingMatch.PATH;
  }
}
