package io.github.servletexporter.listener;

import io.github.servletexporter.filter.MetricsFilter;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.application.ApplicationMetrics;
import io.github.servletexporter.listener.boot.BootFailure;
import io.github.servletexporter.listener.boot.BootStage;
import io.github.servletexporter.listener.boot.watch.Boot;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigException;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.FrameworkSettings;
import io.github.servletexporter.listener.config.LoadedConfig;
import io.github.servletexporter.listener.config.PagePlace;
import io.github.servletexporter.listener.config.StatusPlace;
import io.github.servletexporter.listener.endpoint.HealthEndpoint;
import io.github.servletexporter.listener.status.StatusPages;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Initializer that registers the listener, the filter and the servlets of servlet-exporter in a web
 * application, except for those that its web.xml declares.
 *
 * <p>The container finds it in the drop-in jar. An embedded server needs one line: {@code
 * context.addServletContainerInitializer(new ServletExporter(config))} with Jetty's {@code
 * ServletContextHandler}, the same with {@code Set.of()} as the second argument with Tomcat's
 * {@code Context}. The container calls it on one thread, before any listener.
 */
public final class ServletExporter implements ServletContainerInitializer {

  /**
   * Name of the attribute of the {@code ServletContext} in which an application may leave a {@code
   * PrometheusRegistry}, of any version of client_java, whose metrics are exposed together with
   * those of the default registry.
   */
  public static final String REGISTRY_ATTRIBUTE = ApplicationMetrics.ATTRIBUTE;

  private static final Logger LOGGER = System.getLogger(ServletExporter.class.getName());
  private static final String NAME = "servlet-exporter";

  private final @Nullable Config config;
  private final @Nullable Framework framework;
  private volatile Supplier<Optional<BootFailure>> failure = Optional::empty;
  private volatile @Nullable ServletContext started;

  /** Creates an initializer that loads the configuration from all sources. */
  public ServletExporter() {
    this(null, null);
  }

  /**
   * Creates an initializer for an embedded server.
   *
   * @param config configuration; no other source is read
   */
  public ServletExporter(Config config) {
    this(config, null);
  }

  /**
   * Creates an initializer for a web framework.
   *
   * @param framework source of settings, which precede those of all other sources
   */
  public ServletExporter(Framework framework) {
    this(null, framework);
  }

  private ServletExporter(@Nullable Config config, @Nullable Framework framework) {
    this.config = config;
    this.framework = framework;
  }

  /**
   * Registers the listener, the filter and the servlets. The initializer that the container finds
   * leaves this to the Spring Boot starter if that is on the class path.
   *
   * @throws ServletException if the configuration is invalid and {@code
   *     on-invalid-configuration=refuse}; the web application does not start then
   */
  @Override
  public void onStartup(@Nullable Set<Class<?>> ignored, ServletContext context)
      throws ServletException {
    if (config == null && framework == null && StarterNotice.appliesTo(WebApps.of(context))) {
      context.addListener(new StarterNotice());
      return;
    }
    LoadedConfig loaded = load(context);
    if (loaded.config().get(ConfigKey.ENABLED)) {
      Boot boot = Boot.begin(context, loaded.config().get(ConfigKey.FAIL_FAST));
      failure = boot::firstFailure;
      if (framework != null) {
        boot.readiness().alsoRequires(framework::notReady, framework::broken);
      }
    }
    if (framework != null) {
      StarterNotice.startedByFramework(context);
    }
    register(context, loaded);
    context.addListener(new MetricsContextListener(loaded));
    started = context;
  }

  /**
   * Returns the first failure during the last start of the web application; empty if there was
   * none. A program can exit with the {@linkplain BootStage#exitStatus() status} of the failure
   * where starting the server throws no exception, as in Tomcat.
   */
  public Optional<BootFailure> bootFailure() {
    return failure.get();
  }

  /**
   * Returns the metrics port of the web application that was started last, useful if any free port
   * is configured. Empty until the port is bound, which happens in the background.
   */
  public OptionalInt metricsPort() {
    return runtime().map(each -> each.metricsPort().port()).orElseGet(OptionalInt::empty);
  }

  /**
   * Returns the reasons why the web application that was started last should not be sent requests
   * at present, for the health checks of a framework; empty if it should. The reasons of the {@link
   * Framework} are not among them.
   */
  public List<String> notReady() {
    return runtime().map(each -> each.notReady().ownReasons()).orElse(List.of());
  }

  /**
   * Prepares the stop of the web application that was started last, as the container's stop does:
   * it is no longer ready, serves requests for {@code shutdown-delay}, then refuses them and waits
   * up to {@code graceful-timeout} for those in flight. For frameworks that stop parts of the
   * application before the container stops it. Returns when this has ended, on whichever thread; it
   * is done once. Does nothing before the start.
   */
  public void shutDown() {
    runtime().ifPresent(MetricsRuntime::shutDown);
  }

  /**
   * Returns a registry of the web application that was started last; empty before the start. A
   * scrape of it contains servlet-exporter's own metrics, so that they can be exposed in other
   * ways. What is registered in it appears in the scrape of servlet-exporter, like the metrics in
   * the default registry of client_java.
   */
  public Optional<PrometheusRegistry> registry() {
    return runtime().map(MetricsRuntime::registry);
  }

  private Optional<MetricsRuntime> runtime() {
    ServletContext context = started;
    return context == null ? Optional.empty() : Optional.ofNullable(MetricsRuntime.of(context));
  }

  /** Registers the filter and the servlets that are not registered yet. */
  static void register(ServletContext context, LoadedConfig loaded) {
    Config config = loaded.config();
    if (config.get(ConfigKey.ENABLED)) {
      addFilter(context);
      if (loaded.isValid() && config.get(ConfigKey.SESSIONS)) {
        context.addListener(new SessionListener());
      }
      addServlets(context, config);
    }
  }

  private LoadedConfig load(ServletContext context) throws ServletException {
    try {
      return config != null
          ? LoadedConfig.valid(config)
          : WebAppConfig.load(context, this::settings);
    } catch (ConfigException e) {
      if (framework != null) { // which reports the cause
        throw new ServletException(MetricsContextListener.NOT_STARTED, e);
      }
      BootFailure failed = Boot.failedAtOnce(WebApps.of(context), NAME, e);
      failure = () -> Optional.of(failed);
      throw new ServletException(MetricsContextListener.NOT_STARTED);
    }
  }

  private List<FrameworkSettings> settings() {
    return framework == null ? List.of() : framework.settings();
  }

  /** Maps the filter before every declared mapping, the outermost place that the API offers. */
  private static void addFilter(ServletContext context) {
    if (WebAppConfig.isRegistered(MetricsFilter.class, context.getFilterRegistrations().values())) {
      return;
    }
    FilterRegistration.Dynamic filter = context.addFilter(NAME, new MetricsFilter());
    if (filter == null) {
      warn(context, "another filter is named \"" + NAME + "\"; requests are not measured");
      return;
    }
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.FORWARD),
        false,
        "/*");
  }

  private static void addServlets(ServletContext context, Config config) {
    String path = config.get(ConfigKey.PATH);
    if (!path.isEmpty()) {
      addServlet(context, NAME, new MetricsServlet(), path);
    }
    String aggregatePath = config.get(ConfigKey.AGGREGATE_PATH);
    if (PageSettings.isShared(config) && !aggregatePath.isEmpty()) {
      addServlet(context, NAME + "-aggregate", new AggregateServlet(), aggregatePath);
    }
    if (config.get(ConfigKey.STATUS) == StatusPlace.APP) {
      addServlet(context, NAME + "-status", new StatusServlet(), StatusPages.PATH + "/*");
    } else if (PageSettings.offersKey(config)) {
      String pattern = PageSettings.keyedPath(config) + "/*";
      addServlet(context, NAME + "-status", new StatusServlet(), pattern);
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
              + "; set another servlet-exporter.path, or map "
              + ours.getClass().getSimpleName()
              + " in web.xml");
    }
  }

  private static void warn(ServletContext context, String problem) {
    LOGGER.log(Level.WARNING, "{0}: {1}", WebApps.of(context), problem);
  }
}
