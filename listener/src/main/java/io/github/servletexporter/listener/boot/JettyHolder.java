package io.github.servletexporter.listener.boot;

import org.jspecify.annotations.Nullable;

/**
 * What Jetty keeps of a component.
 *
 * @param kind what it is
 * @param component how log lines call it
 * @param className its class, empty when unknown
 * @param type its class when it could be loaded
 * @param failed whether already its start failed, which loads the class
 * @param unavailable why it is a servlet that can't be used, or null
 */
record JettyHolder(
    ComponentKind kind,
    String component,
    String className,
    @Nullable Class<?> type,
    boolean failed,
    @Nullable Throwable unavailable) {

  static JettyHolder of(ComponentKind kind, Object holder) throws ReflectiveOperationException {
    Object className = PublicMethods.call(holder, "getClassName");
    Object name =
        PublicMethods.has(holder, "getName", 0) ? PublicMethods.call(holder, "getName") : className;
    return new JettyHolder(
        kind,
        kind.named(String.valueOf(name)),
        className == null ? "" : className.toString(),
        PublicMethods.call(holder, "getHeldClass") instanceof Class<?> type ? type : null,
        Boolean.TRUE.equals(PublicMethods.call(holder, "isFailed")),
        unavailable(kind, holder));
  }

  /** Returns whether the component's class is, or extends, a class of that name. */
  boolean isA(String typeName) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getName().equals(typeName)) {
        return true;
      }
    }
    return className.equals(typeName);
  }

  private static @Nullable Throwable unavailable(ComponentKind kind, Object holder)
      throws ReflectiveOperationException {
    return kind == ComponentKind.SERVLET
            && PublicMethods.call(holder, "getUnavailableException") instanceof Throwable thrown
        ? thrown
        : null;
  }
}
