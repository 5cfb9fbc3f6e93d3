package io.github.servletexporter.it.standalone.restapp;

import io.github.servletexporter.filter.RequestExceptions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Mapper that records the exception that it turns into a response. */
@Provider
public class ConflictMapper implements ExceptionMapper<IllegalStateException> {

  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(IllegalStateException exception) {
    RequestExceptions.record(request, exception);
    return Response.status(Response.Status.CONFLICT).build();
  }
}
