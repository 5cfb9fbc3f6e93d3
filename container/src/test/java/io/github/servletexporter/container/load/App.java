package io.github.servletexporter.container.load;

/** What serves a request, between the two halves of the {@link FilterPart}. */
@FunctionalInterface
public interface App {

  /** Serves a request to a path. */
  void serve(String path);
}
