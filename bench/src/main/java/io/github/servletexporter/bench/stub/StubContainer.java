package io.github.servletexporter.bench.stub;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Container that starts filters; its servlet context and filter configuration are not used by
 * requests.
 */
public final class StubContainer {
  private StubContainer() {}

  /**
   * Initialises a filter and returns it.
   *
   * @param filter the filter
   * @param initParameters its init parameters
   * @param attributes the attributes of its servlet context
   * @param <T> the type of the filter
   * @return the filter, ready for requests
   */
  public static <T extends Filter> T start(
      T filter, Map<String, String> initParameters, Map<String, Object> attributes) {
    try {
      filter.init(new Config(initParameters, StubServletContext.of(attributes)));
      return filter;
    } catch (ServletException e) {
      throw new IllegalStateException("filter did not start: " + filter, e);
    }
  }

  private record Config(Map<String, String> initParameters, ServletContext context)
      implements FilterConfig {
    @Override
    public String getFilterName() {
      return "bench";
    }

    @Override
    public ServletContext getServletContext() {
      return context;
    }

    @Override
    public @Nullable String getInitParameter(String name) {
      return initParameters.get(name);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.enumeration(initParameters.keySet());
    }
  }
}
