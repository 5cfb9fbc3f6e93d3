package io.github.servletexporter.filter.failure;

import jakarta.servlet.Servlet;
import java.lang.StackWalker.StackFrame;

/**
 * Servlets on the call stack of the current thread. The servlet API does not show whether a forward
 * comes from a filter or from a servlet, but the call stack does.
 */
public final class ServletStack {

  private static final int MAX_FRAMES = 2000;
  private static final String API = "jakarta.servlet.";

  private ServletStack() {}

  /** Returns whether a servlet of the application, and not one of the container, is running. */
  public static boolean isInServletOfApplication() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .limit(MAX_FRAMES)
                    .map(StackFrame::getDeclaringClass)
                    .filter(Servlet.class::isAssignableFrom)
                    .map(Class::getName)
                    // The methods of HttpServlet run for the servlets of the container as well.
                    .anyMatch(type -> !type.startsWith(API) && !Failures.isContainer(type)));
  }
}
