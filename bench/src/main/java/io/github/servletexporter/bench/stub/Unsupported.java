package io.github.servletexporter.bench.stub;

import java.lang.reflect.Proxy;

/**
 * The methods that no filter under test calls.
 *
 * <p>A stub extends a servlet API wrapper around such an object and overrides what is called;
 * anything else fails and names itself, so that a peer never uses a result that nobody has
 * considered about.
 */
final class Unsupported {
  private Unsupported() {}

  static <T> T of(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.toString());
            }));
  }
}
