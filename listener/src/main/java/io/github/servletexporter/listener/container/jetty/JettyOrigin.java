package io.github.servletexporter.listener.container.jetty;

import io.github.servletexporter.listener.container.Causes;
import io.github.servletexporter.listener.container.ComponentKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Origin of an exception thrown during the start of a web application, derived from its stack
 * trace: Jetty itself names the component only for exceptions of servlets, but not for their
 * errors.
 *
 * @param kind the kind of the component that Jetty was starting
 * @param className the class that Jetty called, or its superclass that declares the method
 */
public record JettyOrigin(ComponentKind kind, String className) {

  private static final List<String> PLATFORM =
      List.of(JettyAdapter.PACKAGES, "jakarta.servlet.", "java.", "javax.", "jdk.", "sun.");

  /** Returns the origin of an exception or of one of its causes; empty if it is not a component. */
  static Optional<JettyOrigin> of(Throwable failure) {
    return Causes.of(failure).stream()
        .map(Throwable::getStackTrace)
        .flatMap(stack -> of(stack).stream())
        .findFirst();
  }

  /**
   * Returns whether an exception was thrown while Jetty loaded a component's class. Such an
   * exception is Jetty's own and has no cause.
   */
  public static boolean isOfClassLoading(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .anyMatch(
            frame ->
                frame.getClassName().endsWith(".BaseHolder")
                    && frame.getMethodName().equals("doStart"));
  }

  /** The outermost call counts: within it, a component may call Jetty in turn. */
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
