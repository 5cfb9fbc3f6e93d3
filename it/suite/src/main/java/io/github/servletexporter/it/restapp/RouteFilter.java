package io.github.servletexporter.it.restapp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;

/** The adapter of docs/configuration.md, which names the route of a request. */
@Provider
@SuppressWarnings("NullAway.Init") // the framework sets the fields
public class RouteFilter implements ContainerRequestFilter {

  @Context private HttpServletRequest request;
  @Context private ResourceInfo resource;

  /** Creates the filter. */
  public RouteFilter() {}

  @Override
  public void filter(ContainerRequestContext context) {
    if (!resource.getResourceClass().isAnnotationPresent(Path.class)) {
      return;
    }
    UriBuilder route = UriBuilder.fromPath("/api").path(resource.getResourceClass());
    if (resource.getResourceMethod().isAnnotationPresent(Path.class)) {
      route.path(resource.getResourceMethod());
    }
    request.setAttribute("io.github.servletexporter.route", route.toTemplate());
  }
}
