package io.github.servletexporter.bench.stub;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Servlet context at the root, which filters use when they start but not during requests. */
final class StubServletContext {
  private StubServletContext() {}

  static ServletContext of(Map<String, Object> initialAttributes) {
    Map<String, Object> attributes = new HashMap<>(initialAttributes);
    ClassLoader loader = StubServletContext.class.getClassLoader();
    return (ServletContext)
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getAttribute" -> attributes.get(arguments[0]);
                  case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                  case "removeAttribute" -> attributes.remove(arguments[0]);
                  case "getInitParameter", "getServletRegistration" -> null;
                  case "getInitParameterNames" -> Collections.emptyEnumeration();
                  case "getContextPath" -> "";
                  case "getClassLoader" -> loader;
                  default -> throw new UnsupportedOperationException(method.toString());
                });
  }
}
