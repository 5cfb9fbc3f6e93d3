package io.github.servletexporter.listener;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.boot.watch.Readiness;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.LoadedConfig;
import io.github.servletexporter.listener.config.PagePlace;
import io.github.servletexporter.listener.endpoint.AuthFailures;
import io.github.servletexporter.listener.endpoint.Authenticator;
import io.github.servletexporter.listener.endpoint.Endpoint;
import io.github.servletexporter.listener.endpoint.HealthEndpoint;
import io.github.servletexporter.listener.endpoint.UnavailableEndpoint;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Substitute for the {@link MetricsRuntime} if the configuration is invalid: the framing guard,
 * pages that answer 503 with the problems, and health checks. It has no threads, files or sockets.
 * Thread-safe.
 */
final class DisabledRuntime implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(DisabledRuntime.class.getName());
  private static final String ATTRIBUTE = "io.github.servletexporter.disabled";
  private static final String DISABLED = "servlet-exporter is disabled";
  private static final String SEE_LOG =
      DISABLED + ": its configuration is invalid; the log of the application lists the problems";

  private final CloseStack parts;
  private final Endpoint page;
  private final @Nullable Endpoint health;

  private DisabledRuntime(
      WebApp webApp, LoadedConfig loaded, Readiness readiness, CloseStack parts) {
    this.parts = parts;
    Authenticator authenticator = authenticator(webApp, loaded);
    this.page =
        loaded.credentialsKnown()
            ? authenticator.protect(new UnavailableEndpoint(DISABLED + ":\n" + loaded.lines()))
            : new UnavailableEndpoint(SEE_LOG);
    this.health =
        loaded.config().get(ConfigKey.HEALTH) == PagePlace.OFF
            ? null
            : new HealthEndpoint(
                authenticator,
                () -> notReady(readiness),
                readiness::broken,
                () -> Optional.of(DISABLED));
  }

  /**
   * Opens the runtime and logs all problems in one message. Throws nothing.
   *
   * @param cause internal error among the problems, or null
   */
  static DisabledRuntime open(
      ServletContext context, LoadedConfig loaded, Readiness readiness, @Nullable Throwable cause) {
    WebApp webApp = WebApps.of(context);
    log(webApp, loaded, cause);
    CloseStack parts = CloseStack.logging(webApp);
    DisabledRuntime runtime = new DisabledRuntime(webApp, loaded, readiness, parts);
    Instrumentation guard =
        Instrumentation.guarding(webApp, loaded.config().get(ConfigKey.FRAMING));
    publish(context, Instrumentation.ATTRIBUTE, guard, parts);
    publish(context, ATTRIBUTE, runtime, parts);
    return runtime;
  }

  /** Returns the runtime of a web application, or null if it has none. */
  static @Nullable DisabledRuntime of(ServletContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof DisabledRuntime runtime ? runtime : null;
  }

  /** Logs all problems in one message. Throws nothing. */
  static void log(WebApp webApp, LoadedConfig loaded, @Nullable Throwable cause) {
    try {
      LOGGER.log(
          Level.ERROR,
          webApp
              + ": servlet-exporter is disabled, the application runs without metrics;"
              + " correct these problems and restart it:\n"
              + loaded.lines(),
          cause == null ? null : LoggedFailure.of(cause));
    } catch (RuntimeException ofTheLogger) {
      // The application starts nevertheless.
    }
  }

  /** Returns the endpoint of a servlet, or null if its page is off. */
  @Nullable Endpoint endpoint(PageServlet servlet) {
    return servlet instanceof HealthServlet ? health : page;
  }

  @Override
  public void close() {
    parts.close();
  }

  /** A listener of the application may throw when an attribute is set; the value is set then. */
  private static void publish(
      ServletContext context, String attribute, Object value, CloseStack parts) {
    parts.push("context attribute " + attribute, () -> context.removeAttribute(attribute));
    try {
      context.setAttribute(attribute, value);
    } catch (RuntimeException ofTheApplication) {
      // The application starts nevertheless.
    }
  }

  /** Returns the configured authenticator, or one that admits nobody if a problem concerns it. */
  private static Authenticator authenticator(WebApp webApp, LoadedConfig loaded) {
    Config config = loaded.config();
    AuthFailures failures = new AuthFailures(webApp, Ticker.system());
    return loaded.credentialsKnown()
        ? new Authenticator(
            config.find(ConfigKey.AUTH_USER).orElse(null),
            config.find(ConfigKey.AUTH_PASSWORD).orElse(null),
            config.find(ConfigKey.AUTH_TOKEN).orElse(null),
            failures)
        : new Authenticator(null, null, UUID.randomUUID().toString(), failures);
  }

  private static List<String> notReady(Readiness readiness) {
    Stream<String> ours = readiness.isReady() ? Stream.empty() : Stream.of(readiness.reason());
    return Stream.concat(ours, readiness.otherReason().stream()).toList();
  }
}
