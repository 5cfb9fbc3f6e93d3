package io.github.servletexporter.listener;

import io.github.servletexporter.filter.MetricsFilter;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.boot.Boot;
import io.github.servletexporter.listener.boot.BootFailure;
import io.github.servletexporter.listener.boot.BootStage;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.PagePlace;
import io.github.servletexporter.listener.endpoint.HealthEndpoint;
import io.github.servletexporter.listener.status.StatusPages;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registers listener, filter and servlets in a web application, unless its web.xml has done so.
 *
 * <p>The drop-in jar lets the container find it. In an embedded server it is the one line to write:
 * {@code context.addServletContainerInitializer(new ServletExporter(config))} on Jetty's {@code
 * ServletContextHandler}, the same with {@code , Set.of()} on Tomcat's {@code Context}. The
 * container calls it on one thread, before any listener.
 */
public final class ServletExporter implements ServletContainerInitializer {

  private static final Logger LOGGER = System.getLogger(ServletExporter.class.getName());
  private static final String NAME = "servlet-exporter";

  private final @Nullable Config config;
  private volatile Supplier<Optional<BootFailure>> failure = Optional::empty;
  private volatile Supplier<OptionalInt> ownPort = OptionalInt::empty;

  /** Creates an initializer that reads the configuration from all its sources. */
  public ServletExporter() {
    this.config = null;
  }

  /**
   * Creates an initializer with typed settings, which are taken as they are.
   *
   * @param config the settings; no other source is read
   */
  public ServletExporter(Config config) {
    this.config = config;
  }

  /**
   * Registers what is not registered.
   *
   * @throws ServletException if the configuration is wrong; the web application does not start then
   */
  @Override
  public void onStartup(@Nullable Set<Class<?>> ignored, ServletContext context)
      throws ServletException {
    Config loaded = load(context);
    if (loaded.get(ConfigKey.ENABLED)) {
      Boot boot = Boot.begin(context, loaded.get(ConfigKey.FAIL_FAST));
      failure = boot::firstFailure;
    }
    register(context, loaded);
    context.addListener(new MetricsContextListener(loaded));
    ownPort =
        () -> {
          MetricsRuntime runtime = MetricsRuntime.of(context);
          return runtime == null ? OptionalInt.empty() : runtime.ownPort().port();
        };
  }

  /**
   * Returns what failed first when the web application started last, so that a program can end with
   * the failure's {@linkplain BootStage#exitStatus() status} where the server's start does not
   * throw, as Tomcat's does not. Empty when nothing failed, or nothing was started.
   */
  public Optional<BootFailure> bootFailure() {
    return failure.get();
  }

  /**
   * Returns the own port of the web application that was started last, for who has asked for any
   * that is free. Empty while it is not bound; it is bound in the background.
   */
  public OptionalInt ownPort() {
    return ownPort.get();
  }

  /** Registers filter and servlets, as far as nobody has. */
  static void register(ServletContext context, Config loaded) {
    if (loaded.get(ConfigKey.ENABLED)) {
      addFilter(context);
      addServlets(context, loaded);
    }
  }

  private Config load(ServletContext context) throws ServletException {
    try {
      return config != null ? config : WebAppConfig.load(context);
    } catch (IllegalArgumentException e) {
      BootFailure failed = Boot.failedAtOnce(WebApps.of(context), NAME, e);
      failure = () -> Optional.of(failed);
      throw new ServletException(e.getMessage(), e);
    }
  }

  /** Outermost, as far as the servlet API lets anyone say so: before every declared mapping. */
  private static void addFilter(ServletContext context) {
    if (WebAppConfig.isRegistered(MetricsFilter.class, context.getFilterRegistrations().values())) {
      return;
    }
    FilterRegistration.Dynamic filter = context.addFilter(NAME, new MetricsFilter());
    if (filter == null) {
      warn(context, "another filter has the name " + NAME + "; nothing is counted");
      return;
    }
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
  }

  private static void addServlets(ServletContext context, Config config) {
    String path = config.get(ConfigKey.PATH);
    if (!path.isEmpty()) {
      addServlet(context, NAME, new MetricsServlet(), path);
    }
    String aggregatePath = config.get(ConfigKey.AGGREGATE_PATH);
    if (StoreAccess.isShared(config) && !aggregatePath.isEmpty()) {
      addServlet(context, NAME + "-aggregate", new AggregateServlet(), aggregatePath);
    }
    if (config.get(ConfigKey.STATUS) == PagePlace.APP) {
      addServlet(context, NAME + "-status", new StatusServlet(), StatusPages.PATH + "/*");
    }
    if (config.get(ConfigKey.HEALTH) == PagePlace.APP) {
      addServlet(
          context,
          NAME + "-health",
          new HealthServlet(),
          HealthEndpoint.HEALTHY,
          HealthEndpoint.READY);
    }
  }

  private static void addServlet(
      ServletContext context, String name, HttpServlet ours, String... patterns) {
    if (WebAppConfig.isRegistered(ours.getClass(), context.getServletRegistrations().values())) {
      return;
    }
    ServletRegistration.Dynamic servlet = context.addServlet(name, ours);
    if (servlet == null || !servlet.addMapping(patterns).isEmpty()) {
      warn(
          context,
          "another servlet has the path "
              + String.join(" or ", patterns)
              + "; choose servlet-exporter.path, or map "
              + ours.getClass().getSimpleName()
              + " in web.xml");
    }
  }

  private static void warn(ServletContext context, String problem) {
    LOGGER.log(Level.WARNING, "{0}: {1}", WebApps.of(context), problem);
  }
}
