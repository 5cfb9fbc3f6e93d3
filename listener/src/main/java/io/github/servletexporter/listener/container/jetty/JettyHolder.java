package io.github.servletexporter.listener.container.jetty;

import io.github.servletexporter.listener.container.ComponentKind;
import org.jspecify.annotations.Nullable;

/**
 * Component as Jetty holds it.
 *
 * @param kind the kind of the component
 * @param component the component as it is named in log lines
 * @param className the component's class; empty if it is unknown
 * @param type the component's class; null if it could not be loaded
 * @param failed whether the holder failed to start, which includes loading the class
 * @param unavailable the reason why a servlet is unavailable, or null
 */
record JettyHolder(
    ComponentKind kind,
    String component,
    String className,
    @Nullable Class<?> type,
    boolean failed,
    @Nullable Throwable unavailable) {

  static JettyHolder of(ComponentKind kind, ForeignObject holder)
      throws ReflectiveOperationException {
    Object className = holder.call("getClassName");
    Object name = holder.has("getName") ? holder.call("getName") : className;
    return new JettyHolder(
        kind,
        kind.named(String.valueOf(name)),
        className == null ? "" : className.toString(),
        holder.call("getHeldClass") instanceof Class<?> type ? type : null,
        Boolean.TRUE.equals(holder.call("isFailed")),
        unavailable(kind, holder));
  }

  /** Returns whether the component's class has, or extends, a class of this name. */
  boolean isA(String typeName) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getName().equals(typeName)) {
        return true;
      }
    }
    return className.equals(typeName);
  }

  private static @Nullable Throwable unavailable(ComponentKind kind, ForeignObject holder)
      throws ReflectiveOperationException {
    return kind == ComponentKind.SERVLET
            && holder.call("getUnavailableException") instanceof Throwable thrown
        ? thrown
        : null;
  }
}
