package io.github.servletexporter.it.restapp;

import io.github.servletexporter.filter.RequestExceptions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Mapper that records the exception that it turns into a response. */
@Provider
@SuppressWarnings("NullAway.Init") // the framework sets the fields
public class ConflictMapper implements ExceptionMapper<IllegalStateException> {

  @Context private HttpServletRequest request;

  /** Creates the mapper. */
  public ConflictMapper() {}

  @Override
  public Response toResponse(IllegalStateException exception) {
    RequestExceptions.record(request, exception);
    return Response.status(Response.Status.CONFLICT).build();
  }
}
