package io.github.servletexporter.listener.boot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where in the start of a web application an exception comes from, read from its stack: Jetty says
 * it for servlets only, and not for their errors.
 *
 * @param kind the kind of component that Jetty was starting
 * @param className the class that Jetty called, or the superclass that has the method
 */
record JettyOrigin(ComponentKind kind, String className) {

  private static final List<String> PLATFORM =
      List.of("org.eclipse.jetty.", "jakarta.servlet.", "java.", "javax.", "jdk.", "sun.");

  /** Returns where an exception or one of its causes comes from; empty for anywhere else. */
  static Optional<JettyOrigin> of(Throwable failure) {
    return Causes.of(failure).stream()
        .map(Throwable::getStackTrace)
        .flatMap(stack -> of(stack).stream())
        .findFirst();
  }

  /** Returns whether an exception comes from the loading of a component's class. */
  static boolean isOfClassLoading(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .anyMatch(
            frame ->
                frame.getClassName().endsWith(".BaseHolder")
                    && frame.getMethodName().equals("doStart"));
  }

  /** The outermost call counts: within it, a component may make Jetty do anything. */
  private static Optional<JettyOrigin> of(StackTraceElement[] stack) {
    for (int call = stack.length - 1; call > 0; call--) {
      Optional<ComponentKind> kind = kind(stack[call]);
      if (kind.isPresent()) {
        return callee(stack, call).map(type -> new JettyOrigin(kind.get(), type));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> callee(StackTraceElement[] stack, int call) {
    for (int frame = call - 1; frame >= 0; frame--) {
      String type = stack[frame].getClassName();
      if (PLATFORM.stream().noneMatch(type::startsWith)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  private static Optional<ComponentKind> kind(StackTraceElement frame) {
    String type = frame.getClassName();
    return Optional.ofNullable(
        switch (type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName()) {
          case "ServletHolder.initServlet" -> ComponentKind.SERVLET;
          case "FilterHolder.initialize" -> ComponentKind.FILTER;
          case "ListenerHolder.doStart", "ServletContextHandler.callContextInitialized" ->
              ComponentKind.LISTENER;
          case "ServletContainerInitializerHolder.doStart" -> ComponentKind.INITIALIZER;
          default -> null;
        });
  }
}
