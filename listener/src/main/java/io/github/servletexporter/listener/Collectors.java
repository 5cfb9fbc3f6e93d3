package io.github.servletexporter.listener;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.base.Lazy;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.InternalErrors.Component;
import io.github.servletexporter.listener.application.ApplicationMetrics;
import io.github.servletexporter.listener.boot.watch.Boot;
import io.github.servletexporter.listener.config.Compatibility;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.exposition.ClassicHistograms;
import io.github.servletexporter.listener.exposition.GuardedCollector;
import io.github.servletexporter.listener.exposition.GunicornNames;
import io.github.servletexporter.listener.exposition.RenamingCollector;
import io.github.servletexporter.listener.jvm.JvmMetricsCollector;
import io.github.servletexporter.listener.session.SessionMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Collectors of a web application, one for each place that shows its metrics. They are built when
 * the first of them collects. Thread-safe.
 */
final class Collectors implements AutoCloseable {

  private final ServletContext context;
  private final WebApp webApp;
  private final Config config;
  private final Sources sources;
  private final CloseStack parts;
  private final Lazy<Built> built = new Lazy<>(this::build);

  /**
   * Creates the collectors; builds nothing yet.
   *
   * @param context context in which the application may leave a registry
   */
  Collectors(ServletContext context, WebApp webApp, Config config, Sources sources) {
    this.context = context;
    this.webApp = webApp;
    this.config = config;
    this.sources = sources;
    this.parts = CloseStack.logging(webApp);
  }

  /**
   * Sources of the metrics.
   *
   * @param measurement measurements of requests and workers
   * @param boot start of the application
   * @param sessions sessions of the application
   * @param others returns further sources, once all parts of the runtime are built
   */
  record Sources(
      Measurement measurement,
      Boot boot,
      SessionMetrics sessions,
      Supplier<List<Supplier<MetricSnapshots>>> others) {}

  /** Returns the metrics of servlet-exporter about the application, without those of the JVM. */
  MetricSnapshots own() {
    return built.get().own().collect();
  }

  /** Returns the metrics that this instance publishes to the shared store. */
  MetricSnapshots published() {
    return built.get().published().collect();
  }

  /** Returns the metrics of a scrape of this application. */
  MetricSnapshots scraped() {
    return built.get().scraped().collect();
  }

  /** Returns what this application adds to a metrics port of several applications. */
  MetricSnapshots contributed() {
    return built.get().contributed().collect();
  }

  /** Returns the metrics of the JVM, even while another web application exposes them. */
  MetricSnapshots jvm() {
    return built.get().jvm().all();
  }

  /** Returns the registry for embedded use. */
  PrometheusRegistry registry() {
    return built.get().application().registry();
  }

  /** Adds metrics under the other names that are configured. */
  MetricSnapshots renamed(MetricSnapshots metrics) {
    return built.get().names().apply(metrics);
  }

  /** Returns the receiver of what a source throws. */
  private Consumer<Throwable> onFailure(Component component) {
    return sources.measurement().errors().of(component);
  }

  private Built build() {
    Consumer<Throwable> onFailure = onFailure(Component.SCRAPE);
    GuardedCollector own = own(onFailure);
    JvmMetricsCollector jvm =
        parts.push("JVM metrics", new JvmMetricsCollector(webApp.name(), onFailure));
    GuardedCollector local = new GuardedCollector(onFailure);
    MultiCollector exposed =
        config.get(ConfigKey.NATIVE_HISTOGRAMS) ? own : new ClassicHistograms(own);
    local.add(exposed::collect);
    local.add(jvm::collect);
    ApplicationMetrics application =
        parts.push(
            "metrics of the application",
            new ApplicationMetrics(
                webApp,
                () -> context.getAttribute(ApplicationMetrics.ATTRIBUTE),
                local::collect,
                jvm::all,
                onFailure(Component.APPLICATION)));
    GuardedCollector scraped = with(local, onFailure);
    GuardedCollector published = with(local, onFailure);
    GuardedCollector contributed = with(exposed, onFailure);
    if (config.get(ConfigKey.APPLICATION_METRICS)) {
      own.add(application::omissions);
      scraped.add(application::collect);
      published.add(application::published);
      contributed.add(application::collect);
    }
    UnaryOperator<MetricSnapshots> names = otherNames();
    return new Built(
        own,
        published,
        new RenamingCollector(scraped, names, onFailure),
        new RenamingCollector(contributed, names, onFailure),
        jvm,
        application,
        names);
  }

  private GuardedCollector own(Consumer<Throwable> onFailure) {
    GuardedCollector own = new GuardedCollector(onFailure);
    sources.measurement().sources().forEach(own::add);
    own.add(() -> MetricSnapshots.of(sources.boot().collect()));
    if (config.get(ConfigKey.SESSIONS)) {
      own.add(sources.sessions()::collect);
    }
    sources.others().get().forEach(own::add);
    return own;
  }

  private static GuardedCollector with(MultiCollector first, Consumer<Throwable> onFailure) {
    GuardedCollector collector = new GuardedCollector(onFailure);
    collector.add(first::collect);
    return collector;
  }

  private UnaryOperator<MetricSnapshots> otherNames() {
    return config.get(ConfigKey.COMPAT_NAMES) == Compatibility.GUNICORN
        ? new GunicornNames(Clock.systemUTC())
        : UnaryOperator.identity();
  }

  /** Lets other web applications expose the JVM metrics, and forgets the application's metrics. */
  @Override
  public void close() {
    parts.close();
  }

  private record Built(
      MultiCollector own,
      MultiCollector published,
      MultiCollector scraped,
      MultiCollector contributed,
      JvmMetricsCollector jvm,
      ApplicationMetrics application,
      UnaryOperator<MetricSnapshots> names) {}
}
