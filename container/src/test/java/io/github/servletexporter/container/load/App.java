package io.github.servletexporter.container.load;

/** Application that serves a request between the two calls of the {@link FilterPart}. */
@FunctionalInterface
public interface App {

  /** Serves a request to a path. */
  void serve(String path);
}
