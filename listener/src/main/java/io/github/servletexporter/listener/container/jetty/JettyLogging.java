package io.github.servletexporter.listener.container.jetty;

/** Access to Jetty's logging. Jetty hides SLF4J from web applications. */
final class JettyLogging {

  /**
   * Not a constant, because shading rewrites every constant that begins with the package's name.
   */
  private static final String FACTORY = String.join(".", "org", "slf4j", "LoggerFactory");

  /** Simple name of the factory that SLF4J uses without a provider. */
  private static final String NO_PROVIDER = "NOPLoggerFactory";

  private JettyLogging() {}

  /**
   * Returns whether the lines that Jetty logs reach anything.
   *
   * @param server class of Jetty's server, whose loader knows SLF4J
   */
  static boolean isOn(Class<?> server) {
    try {
      Object factory =
          Class.forName(FACTORY, true, server.getClassLoader())
              .getMethod("getILoggerFactory")
              .invoke(null);
      return factory != null && !factory.getClass().getSimpleName().equals(NO_PROVIDER);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
      return false;
    }
  }
}
