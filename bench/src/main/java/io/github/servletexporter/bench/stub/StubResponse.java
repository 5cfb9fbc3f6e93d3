package io.github.servletexporter.bench.stub;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/** A response with status 200, nothing committed and no body. */
public final class StubResponse extends HttpServletResponseWrapper {
  /** Creates the response. */
  public StubResponse() {
    super(Unsupported.of(HttpServletResponse.class));
  }

  @Override
  public int getStatus() {
    return SC_OK;
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return null;
  }

  @Override
  public @Nullable String getContentType() {
    return null;
  }
}
