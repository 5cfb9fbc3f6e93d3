package io.github.servletexporter.listener.config;

import io.github.servletexporter.filter.request.RouteRules;
import io.github.servletexporter.filter.body.SizeMode;
import io.github.servletexporter.filter.guard.FramingMode;
import io.github.servletexporter.filter.meter.BucketLayout;
import io.github.servletexporter.filter.meter.MeterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The validated configuration of servlet-exporter in one web application.
 *
 * @param enabled whether anything starts
 * @param path servlet path of the scrape, or empty for none
 * @param credentials who may see our pages
 * @param framing what to do about ambiguous framing
 * @param sizes how to observe body sizes
 * @param buckets upper bounds of the duration histogram in seconds, ascending
 * @param nativeHistograms whether durations are exposed as native histograms too
 * @param exemplars whether durations carry trace ids
 * @param maxSeries cap on the series of each metric
 * @param routes the user's route templates
 * @param workers how workers are labelled, recycled and watched
 * @param queue what to do about requests that have waited
 * @param gracefulTimeout how long a stop waits for the requests in flight
 * @param server the server of our own
 * @param pages where our pages are
 * @param errors what is written of uncaught exceptions
 * @param compatNames whose names metrics have besides their own
 * @param failFast whether a part that fails to start fails the web application
 * @param hooks names of hook classes
 * @param store whether and where JVMs share their metrics
 */
public record MetricsConfig(
    boolean enabled,
    String path,
    Credentials credentials,
    FramingMode framing,
    SizeMode sizes,
    List<Double> buckets,
    boolean nativeHistograms,
    boolean exemplars,
    int maxSeries,
    RouteRules routes,
    WorkersConfig workers,
    QueueConfig queue,
    Duration gracefulTimeout,
    ServerConfig server,
    PagesConfig pages,
    ErrorsConfig errors,
    CompatNames compatNames,
    boolean failFast,
    List<String> hooks,
    StoreConfig store) {

  /** Segments that no container normalises or decodes to something else. */
  private static final Pattern PATH = Pattern.compile("(/(?!\\.\\.?(/|$))[A-Za-z0-9._~-]+)+");

  private static final int MAX_BUCKETS = 100;
  static final int MAX_MAX_SERIES = 1_000_000;

  /**
   * Validates every value.
   *
   * @throws IllegalArgumentException if a value is not what its key expects
   * @throws NullPointerException if one is null
   */
  public MetricsConfig {
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(framing, "framing");
    Objects.requireNonNull(sizes, "sizes");
    Objects.requireNonNull(routes, "routes");
    Objects.requireNonNull(workers, "workers");
    Objects.requireNonNull(queue, "queue");
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(pages, "pages");
    Objects.requireNonNull(errors, "errors");
    Objects.requireNonNull(compatNames, "compatNames");
    Objects.requireNonNull(store, "store");
    hooks = List.copyOf(hooks);
    require(
        !store.isShared() || path.isEmpty() || !path.equals(store.aggregatePath()),
        ConfigKey.AGGREGATE_PATH,
        store.aggregatePath());
    buckets = List.copyOf(buckets);
    require(isPath(path), ConfigKey.PATH, path);
    require(areBuckets(buckets), ConfigKey.BUCKETS, buckets);
    require(isMaxSeries(maxSeries), ConfigKey.MAX_SERIES, maxSeries);
    require(Durations.isValid(gracefulTimeout), ConfigKey.GRACEFUL_TIMEOUT, gracefulTimeout);
  }

  /** Returns the configuration with every default. */
  public static MetricsConfig defaults() {
    return builder().build();
  }

  /** Returns a builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  static boolean isPath(String path) {
    return path.isEmpty() || PATH.matcher(path).matches();
  }

  static boolean areBuckets(List<Double> buckets) {
    double previous = 0;
    for (double bound : buckets) {
      if (!(bound > previous) || Double.isInfinite(bound)) {
        return false;
      }
      previous = bound;
    }
    return !buckets.isEmpty() && buckets.size() <= MAX_BUCKETS;
  }

  static boolean isMaxSeries(int value) {
    return value >= 1 && value <= MAX_MAX_SERIES;
  }

  static void require(boolean valid, ConfigKey key, Object value) {
    if (!valid) {
      throw new IllegalArgumentException(
          key.key() + ": expected " + key.expectation() + ", but was \"" + value + "\"");
    }
  }

  /** Collects settings for embedded use. Not thread-safe. */
  public static final class Builder {

    private boolean enabled = true;
    private String path = ConfigKey.PATH.defaultText();
    private Credentials credentials = Credentials.none();
    private FramingMode framing = FramingMode.REJECT;
    private SizeMode sizes = SizeMode.DECLARED;
    private List<Double> buckets = BucketLayout.DEFAULT_SECONDS;
    private boolean nativeHistograms;
    private boolean exemplars;
    private int maxSeries = MeterConfig.DEFAULT_MAX_SERIES;
    private RouteRules routes = RouteRules.none();
    private WorkersConfig workers = WorkersConfig.defaults();
    private QueueConfig queue = QueueConfig.off();
    private Duration gracefulTimeout = Duration.ofSeconds(30);
    private ServerConfig server = ServerConfig.none();
    private PagesConfig pages = PagesConfig.defaults();
    private ErrorsConfig errors = ErrorsConfig.defaults();
    private CompatNames compatNames = CompatNames.NONE;
    private boolean failFast;
    private List<String> hooks = List.of();
    private StoreConfig store = StoreConfig.none();

    private Builder() {}

    /** Sets {@code enabled}. */
    public Builder enabled(boolean value) {
      enabled = value;
      return this;
    }

    /** Sets {@code path}; empty for none. */
    public Builder path(String value) {
      path = value;
      return this;
    }

    /** Sets {@code auth.user}, {@code auth.password} and {@code auth.token}. */
    public Builder credentials(Credentials value) {
      credentials = value;
      return this;
    }

    /** Sets {@code framing}. */
    public Builder framing(FramingMode value) {
      framing = value;
      return this;
    }

    /** Sets {@code sizes}. */
    public Builder sizes(SizeMode value) {
      sizes = value;
      return this;
    }

    /** Sets {@code buckets}, in seconds. */
    public Builder buckets(List<Double> value) {
      buckets = value;
      return this;
    }

    /** Sets {@code native-histograms}. */
    public Builder nativeHistograms(boolean value) {
      nativeHistograms = value;
      return this;
    }

    /** Sets {@code exemplars}. */
    public Builder exemplars(boolean value) {
      exemplars = value;
      return this;
    }

    /** Sets {@code max-series}. */
    public Builder maxSeries(int value) {
      maxSeries = value;
      return this;
    }

    /** Sets {@code routes}. */
    public Builder routes(RouteRules value) {
      routes = value;
      return this;
    }

    /** Sets {@code workers} and what follows it, to {@code worker-timeout-action}. */
    public Builder workers(WorkersConfig value) {
      workers = value;
      return this;
    }

    /** Sets {@code trusted-proxies}, {@code queue-deadline} and {@code queue-action}. */
    public Builder queue(QueueConfig value) {
      queue = value;
      return this;
    }

    /** Sets {@code graceful-timeout}. */
    public Builder gracefulTimeout(Duration value) {
      gracefulTimeout = value;
      return this;
    }

    /** Sets {@code port}, {@code bind-address} and what begins with {@code tls}. */
    public Builder server(ServerConfig value) {
      server = value;
      return this;
    }

    /** Sets {@code status}, {@code health} and {@code readiness-stuck-limit}. */
    public Builder pages(PagesConfig value) {
      pages = value;
      return this;
    }

    /** Sets {@code error-log} and {@code log-exceptions}. */
    public Builder errors(ErrorsConfig value) {
      errors = value;
      return this;
    }

    /** Sets {@code compat-names}. */
    public Builder compatNames(CompatNames value) {
      compatNames = value;
      return this;
    }

    /** Sets {@code fail-fast}. */
    public Builder failFast(boolean value) {
      failFast = value;
      return this;
    }

    /** Sets {@code hooks}. */
    public Builder hooks(List<String> value) {
      hooks = value;
      return this;
    }

    /** Sets {@code multiproc-dir} and what follows it, to {@code aggregate-path}. */
    public Builder store(StoreConfig value) {
      store = value;
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @throws IllegalArgumentException if a value is not what its key expects
     */
    public MetricsConfig build() {
      return new MetricsConfig(
          enabled,
          path,
          credentials,
          framing,
          sizes,
          buckets,
          nativeHistograms,
          exemplars,
          maxSeries,
          routes,
          workers,
          queue,
          gracefulTimeout,
          server,
          pages,
          errors,
          compatNames,
          failFast,
          hooks,
          store);
    }
  }
}
