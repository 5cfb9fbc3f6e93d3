package io.github.servletexporter.example;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Demonstration: the URLs of the example, a Prometheus if one is installed, and incidents. */
final class Demo implements AutoCloseable {

  /** Time for which an incident lasts if no Prometheus says when its alerts fire. */
  private static final Duration WITHOUT_PROMETHEUS = Duration.ofSeconds(10);

  private static final Duration ALERT_LIMIT = Duration.ofSeconds(40);
  private static final long POLL_MILLIS = 500;

  private final PrintStream out;
  private final String application;
  private final String metricsPort;
  private final @Nullable DemoPrometheus prometheus;

  private Demo(
      PrintStream out,
      String application,
      String metricsPort,
      @Nullable DemoPrometheus prometheus) {
    this.out = out;
    this.application = application;
    this.metricsPort = metricsPort;
    this.prometheus = prometheus;
  }

  /**
   * Starts Prometheus, if it is installed, and prints the URLs. From then on, the log is in a file.
   *
   * @param out for the text
   * @param application the base URL of the example
   * @param metricsPort the metrics port
   * @param prometheusPort the port of Prometheus
   */
  static Demo start(PrintStream out, String application, int metricsPort, int prometheusPort)
      throws IOException, InterruptedException {
    String target = "127.0.0.1:" + metricsPort;
    out.printf("%nApplication  %s/fast /slow /failing /async /stream, POST /upload%n", application);
    out.printf("Metrics      %s/metrics%n", application);
    out.printf("Status page  http://%s/status%n", target);
    out.printf("Log          %s%n", logToFile());
    return new Demo(
        out, application, "http://" + target, startPrometheus(out, prometheusPort, target));
  }

  private static Path logToFile() throws IOException {
    Path file = Files.createTempFile("servlet-exporter-demo", ".log");
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler handler = new FileHandler(file.toString());
    handler.setFormatter(new SimpleFormatter());
    root.addHandler(handler);
    return file;
  }

  private static @Nullable DemoPrometheus startPrometheus(PrintStream out, int port, String target)
      throws InterruptedException {
    Optional<Path> program = DemoPrometheus.program();
    if (program.isEmpty()) {
      out.println("Prometheus   is not on the PATH; once installed, it is started as well");
      return null;
    }
    try {
      DemoPrometheus prometheus = DemoPrometheus.start(program.get(), port, target);
      out.printf("Prometheus   %s/alerts (waits 2 s before it fires an alert)%n", prometheus.url());
      return prometheus;
    } catch (IOException e) {
      out.println("Prometheus   does not start: " + e.getMessage());
      return null;
    }
  }

  /** Plays each incident until its alerts fire, for a limited time. */
  void playIncidents() throws InterruptedException {
    List<Incident> incidents = Incident.all(application, metricsPort);
    for (Incident incident : incidents) {
      out.printf("%nIncident %d of %d. ", incidents.indexOf(incident) + 1, incidents.size());
      out.println(incident.what());
      incident.lookAt().forEach(line -> out.println("  look at   " + line));
      ExampleTraffic cause = ExampleTraffic.repeat(incident.steps());
      try {
        out.println("  " + outcome(incident));
      } finally {
        cause.close();
      }
    }
    out.printf("%nThe incidents are over. docs/alerts.md says what to do about each alert.%n");
  }

  private String outcome(Incident incident) throws InterruptedException {
    String alerts = String.join(", ", incident.alerts());
    if (prometheus == null) {
      TimeUnit.NANOSECONDS.sleep(WITHOUT_PROMETHEUS.toNanos());
      return "alerts    " + alerts + " would fire";
    }
    Set<String> missing = new LinkedHashSet<>(incident.alerts());
    long began = System.nanoTime();
    while (System.nanoTime() - began < ALERT_LIMIT.toNanos()) {
      missing.removeAll(firingAlerts(prometheus));
      if (missing.isEmpty()) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        return "firing    %s (after %d s)".formatted(alerts, seconds);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return "alerts    %s, but these did not fire: %s".formatted(alerts, missing);
  }

  private static Set<String> firingAlerts(DemoPrometheus prometheus) throws InterruptedException {
    try {
      return prometheus.firingAlerts();
    } catch (IOException e) {
      return Set.of();
    }
  }

  @Override
  public void close() {
    if (prometheus != null) {
      prometheus.close();
    }
  }
}
