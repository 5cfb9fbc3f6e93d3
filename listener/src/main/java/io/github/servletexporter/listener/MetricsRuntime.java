package io.github.servletexporter.listener;

import io.github.servletexporter.filter.ExceptionListener;
import io.github.servletexporter.filter.FilterSettings;
import io.github.servletexporter.filter.FrameworkAttributes;
import io.github.servletexporter.filter.Instrumentation;
import io.github.servletexporter.filter.InternalErrors;
import io.github.servletexporter.filter.RequestInstrumenter;
import io.github.servletexporter.filter.RouteProvider;
import io.github.servletexporter.filter.Supervision;
import io.github.servletexporter.filter.Ticker;
import io.github.servletexporter.filter.WebApp;
import io.github.servletexporter.filter.meter.HistogramBackend;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.listener.boot.Boot;
import io.github.servletexporter.listener.config.Credentials;
import io.github.servletexporter.listener.config.LoadedConfig;
import io.github.servletexporter.listener.config.MetricsConfig;
import io.github.servletexporter.listener.exposition.Authenticator;
import io.github.servletexporter.listener.exposition.ClientJavaHistogram;
import io.github.servletexporter.listener.exposition.GuardedCollector;
import io.github.servletexporter.listener.exposition.ScrapeHandler;
import io.github.servletexporter.listener.jvm.JvmMetricsCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything of ours that lives in one web application, built in order and closed in reverse: the
 * composition root.
 *
 * <p>The listener opens and closes it; requests and scrapes use it from any thread.
 */
final class MetricsRuntime implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(MetricsRuntime.class.getName());
  private static final String ATTRIBUTE = "io.github.servletexporter.runtime";

  /** A list of providers that can't be read fails the same way for ever. */
  private static final int MAX_PROVIDER_FAILURES = 20;

  private final ServletContext context;
  private final MetricsConfig config;
  private final WebApp webApp;
  private final WebAppHooks hooks;
  private final WorkerSupervision supervision;
  private final WorkerWatch watch;
  private final JvmMetricsCollector jvm;
  private final ScrapeHandler scrapes;
  private final Authenticator authenticator;

  private MetricsRuntime(ServletContext context, LoadedConfig loaded, Boot boot) {
    this.context = context;
    this.config = loaded.config();
    this.webApp = WebApp.of(context);
    Ticker ticker = Ticker.system();
    this.hooks = WebAppHooks.open(webApp, loaded, ticker);
    this.supervision =
        new WorkerSupervision(context, webApp, config, hooks.lifecycle(), ExceptionListener.none());
    RequestInstrumenter instrumenter =
        new RequestInstrumenter(settings(config, webApp, supervision.forFilter()), ticker);
    this.watch =
        new WorkerWatch(webApp, config, ticker, supervision, instrumenter, hooks.lifecycle());
    Consumer<Throwable> onFailure =
        failure -> instrumenter.errors().caught(InternalErrors.Component.SCRAPE, failure);
    this.jvm = new JvmMetricsCollector(webApp.contextPath(), onFailure);
    List<Supplier<MetricSnapshots>> sources = new ArrayList<>();
    sources.add(instrumenter.requests()::collect);
    sources.add(() -> MetricSnapshots.of(instrumenter.activeRequests().collect()));
    sources.addAll(watch.sources());
    sources.add(() -> MetricSnapshots.of(hooks.failures().collect()));
    sources.add(() -> MetricSnapshots.of(boot.collect()));
    sources.addAll(jvm.sources());
    this.scrapes = new ScrapeHandler(new GuardedCollector(sources, onFailure));
    Credentials credentials = config.credentials();
    this.authenticator =
        new Authenticator(credentials.user(), credentials.password(), credentials.token());
    context.setAttribute(Instrumentation.ATTRIBUTE, instrumenter);
    context.setAttribute(ATTRIBUTE, this);
    watch.start(boot.readiness()::draining);
    hooks.lifecycle().starting();
    boot.readiness().whenReady(hooks.lifecycle()::ready);
    loaded.warnings().forEach(warning -> LOGGER.log(Level.WARNING, "{0}: {1}", webApp, warning));
    LOGGER.log(Level.INFO, "{0}: servlet-exporter started with {1}", webApp, loaded.summary());
  }

  /** Opens the runtime of a web application that has none. */
  static MetricsRuntime open(ServletContext context, LoadedConfig loaded, Boot boot) {
    return new MetricsRuntime(context, loaded, boot);
  }

  /** Returns the web application's runtime, or null when it has none. */
  static @Nullable MetricsRuntime of(ServletContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof MetricsRuntime runtime ? runtime : null;
  }

  ScrapeHandler scrapes() {
    return scrapes;
  }

  Authenticator authenticator() {
    return authenticator;
  }

  /** Releases everything. May be repeated. */
  @Override
  public void close() {
    watch.close();
    context.removeAttribute(ATTRIBUTE);
    context.removeAttribute(Instrumentation.ATTRIBUTE);
    supervision.close();
    jvm.close();
    hooks.lifecycle().close();
    if (config.exemplars() && webApp.owns(ClientJavaHistogram.class)) {
      try {
        ClientJavaHistogram.stopExemplarThread();
      } catch (ReflectiveOperationException e) {
        LOGGER.log(Level.WARNING, webApp + ": the thread for exemplars could not be stopped", e);
      }
    }
    LOGGER.log(Level.INFO, "{0}: servlet-exporter stopped", webApp);
  }

  private static FilterSettings settings(
      MetricsConfig config, WebApp webApp, Supervision supervision) {
    return new FilterSettings(
        webApp,
        config.framing(),
        config.sizes(),
        config.routes(),
        routeProviders(webApp),
        FrameworkAttributes.of(webApp.loader()),
        new MeterConfig(config.buckets(), config.maxSeries(), histograms(config)),
        supervision);
  }

  /** Leaves out providers that can't be made: the application starts without them. */
  private static List<RouteProvider> routeProviders(WebApp webApp) {
    List<RouteProvider> providers = new ArrayList<>();
    Iterator<RouteProvider> found =
        ServiceLoader.load(RouteProvider.class, webApp.loader()).iterator();
    for (int failures = 0; failures < MAX_PROVIDER_FAILURES; ) {
      try {
        if (!found.hasNext()) {
          return providers;
        }
        providers.add(found.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        LOGGER.log(Level.WARNING, webApp + ": a route provider can't be used", e);
      }
    }
    return providers;
  }

  private static HistogramBackend.Factory histograms(MetricsConfig config) {
    return config.nativeHistograms() || config.exemplars()
        ? ClientJavaHistogram.factory(config.nativeHistograms(), config.exemplars())
        : MeterConfig.stripedHistograms();
  }
}
