package io.github.servletexporter.listener;

import io.github.servletexporter.base.InputFile;
import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.Throttle;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.MetricCatalog;
import io.github.servletexporter.filter.meter.MetricDefinition;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigException;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Watch over the files of a configuration, which applies new credentials and certificates while the
 * web application runs. If they are not valid, the present ones stay in use.
 *
 * <p>A change is applied when two checks in a row find the same content, so that a file that is
 * being written is not read. Compares content, because the time of a file may stay the same.
 *
 * <p>Thread-safe.
 */
final class ConfigWatch {

  /** Time from one check to the next. */
  static final Duration PERIOD = Duration.ofSeconds(5);

  private static final Logger LOGGER = System.getLogger(ConfigWatch.class.getName());

  /** Shortest time from one log line about a failure, or one attempt to recover, to the next. */
  private static final Duration RETRY = Duration.ofMinutes(1);

  private static final int MAX_CHARS = 2_000;
  private static final double MILLIS = 1_000;

  private final WebApp webApp;
  private final Target target;
  private final Ticker ticker;
  private final InstantSource clock;
  private final Throttle throttle;
  private volatile Config present;
  private volatile boolean successful = true;
  private volatile long successMillis;

  /** Content of the files at the last check. */
  private Map<Path, String> last = Map.of();

  /** Content that is in use, or null if it is not known. */
  private @Nullable Map<Path, String> applied;

  /** Content that is not valid, or null. */
  private @Nullable Map<Path, String> refused;

  private long refusedNanos;
  private String problem = "";
  private boolean logged = true;

  /** Receiver of new credentials and certificates. */
  interface Target {

    /**
     * Applies a configuration that is valid.
     *
     * @param tls TLS context of the configuration, empty without TLS
     */
    void apply(Config config, Optional<SSLContext> tls);
  }

  ConfigWatch(WebApp webApp, Config config, Target target, Ticker ticker, InstantSource clock) {
    this.webApp = webApp;
    this.present = config;
    this.target = target;
    this.ticker = ticker;
    this.clock = clock;
    this.throttle = new Throttle(RETRY, ticker);
    this.successMillis = clock.millis();
  }

  /** Returns whether there are files to watch. */
  boolean isNeeded() {
    return !present.files().isEmpty();
  }

  /** Returns the configuration with the credentials and certificates that are in use. */
  Config config() {
    return present;
  }

  /** Reads the files, and applies a change that is complete. */
  synchronized void check() {
    logProblem();
    Map<Path, String> seen = contents();
    boolean settled = seen.equals(last);
    last = seen;
    if (settled && !seen.equals(applied) && !isRefused(seen)) {
      reload(seen);
    }
  }

  private boolean isRefused(Map<Path, String> seen) {
    return seen.equals(refused) && ticker.nanos() - refusedNanos < RETRY.toNanos();
  }

  private void reload(Map<Path, String> seen) {
    refused = seen;
    refusedNanos = ticker.nanos();
    try {
      Config.Reload reload = present.reload();
      Optional<SSLContext> tls = reload.config().loadTls();
      if (contents().equals(seen)) {
        target.apply(reload.config(), tls);
        succeeded(reload, seen);
      } else {
        refused = null; // it has changed meanwhile; the next check looks again
      }
    } catch (ConfigException e) {
      failed(e);
    }
  }

  private void succeeded(Config.Reload reload, Map<Path, String> seen) {
    boolean recovered = !successful;
    List<String> files = changedFiles(seen);
    present = reload.config();
    applied = seen.keySet().containsAll(present.files()) ? seen : null;
    refused = null;
    successful = true;
    successMillis = clock.millis();
    problem = "";
    logged = true;
    if (recovered || !files.isEmpty() || !reload.changed().isEmpty()) {
      LOGGER.log(
          Level.INFO,
          "{0}: credentials and certificates are up to date; changed files: {1}; changed settings:"
              + " {2}",
          webApp,
          files.isEmpty() ? "none" : LogText.escaped(String.join(", ", files)),
          reload.changed().isEmpty() ? "none" : text(reload.changed()));
    }
    if (!reload.fixed().isEmpty()) {
      LOGGER.log(
          Level.WARNING,
          "{0}: changed settings that take effect when the application is redeployed: {1}",
          webApp,
          text(reload.fixed()));
    }
  }

  private List<String> changedFiles(Map<Path, String> seen) {
    Map<Path, String> before = applied;
    return before == null
        ? List.of()
        : seen.entrySet().stream()
            .filter(file -> !file.getValue().equals(before.get(file.getKey())))
            .map(file -> file.getKey().toString())
            .toList();
  }

  private static String text(List<Config.Setting> settings) {
    return cut(settings.stream().map(Config.Setting::toString).collect(Collectors.joining(", ")));
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
  }

  private void failed(ConfigException e) {
    successful = false;
    String text = cut(String.join("; ", e.problems()));
    if (!text.equals(problem)) {
      problem = text;
      logged = false;
      logProblem();
    }
  }

  /** Logs the last problem once, as soon as the limit allows. */
  private void logProblem() {
    if (!logged && throttle.tryAcquire()) {
      logged = true;
      LOGGER.log(
          Level.WARNING,
          "{0}: cannot reload the configuration, the present credentials and certificates stay in"
              + " use: {1}",
          webApp,
          problem);
    }
  }

  private Map<Path, String> contents() {
    Map<Path, String> contents = new LinkedHashMap<>();
    present.files().forEach(file -> contents.put(file, content(file)));
    return contents;
  }

  /** Returns a digest of a file, so that no secret is kept, or the reason why there is none. */
  private static String content(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(InputFile.read(file)));
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Returns the result of the last reload; no metrics if there are no files to watch.
   *
   * @param stalled whether the files cannot be read, so that a change would not be noticed
   */
  MetricSnapshots collect(boolean stalled) {
    if (!isNeeded()) {
      return MetricSnapshots.of();
    }
    return MetricSnapshots.of(
        gauge(MetricCatalog.CONFIG_RELOAD_SUCCESSFUL, successful && !stalled ? 1 : 0),
        gauge(MetricCatalog.CONFIG_RELOAD_TIME, successMillis / MILLIS));
  }

  private static GaugeSnapshot gauge(MetricDefinition definition, double value) {
    return new GaugeSnapshot(
        definition.metadata(), List.of(new GaugeDataPointSnapshot(value, Labels.EMPTY, null)));
  }
}
