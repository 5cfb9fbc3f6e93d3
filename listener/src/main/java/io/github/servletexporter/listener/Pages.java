package io.github.servletexporter.listener;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.PagePlace;
import io.github.servletexporter.listener.config.StatusPlace;
import io.github.servletexporter.listener.endpoint.ApplicationPages;
import io.github.servletexporter.listener.endpoint.ApplicationPages.Neighbours;
import io.github.servletexporter.listener.endpoint.AuthFailures;
import io.github.servletexporter.listener.endpoint.Authenticator;
import io.github.servletexporter.listener.endpoint.BrowserGuard;
import io.github.servletexporter.listener.endpoint.Endpoint;
import io.github.servletexporter.listener.endpoint.EndpointRouter;
import io.github.servletexporter.listener.endpoint.HealthEndpoint;
import io.github.servletexporter.listener.endpoint.IdentifyingEndpoint;
import io.github.servletexporter.listener.endpoint.Outbox;
import io.github.servletexporter.listener.endpoint.ScrapeLimits;
import io.github.servletexporter.listener.endpoint.SharedScrape;
import io.github.servletexporter.listener.status.StatusPages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pages of servlet-exporter in a web application, with authentication and limits. Thread-safe. */
final class Pages {

  private final Config config;
  private final Authenticator authenticator;
  private final Outbox outbox = new Outbox();
  private final Endpoint scrape;
  private final Endpoint portScrape;
  private final @Nullable Neighbours neighbours;
  private final @Nullable Endpoint aggregate;
  private final @Nullable Endpoint portAggregate;
  private final @Nullable Endpoint status;
  private final @Nullable Endpoint health;
  private final @Nullable KeyLogin keyLogin;

  /**
   * Creates the pages.
   *
   * @param authenticator protects the pages
   * @param scrape answers scrapes of the application
   * @param portScrape answers scrapes of the metrics port
   * @param neighbours applications that share the metrics port, or null if it is not shared
   * @param aggregate answers scrapes of the merged view, or null if there is none
   * @param statusPages returns the status page
   * @param keyLogin admits clients to the status page by its key, or null if it has none
   * @param health creates the health checks
   */
  Pages(
      Config config,
      Authenticator authenticator,
      Endpoint scrape,
      Endpoint portScrape,
      @Nullable Neighbours neighbours,
      @Nullable Endpoint aggregate,
      Supplier<StatusPages> statusPages,
      @Nullable KeyLogin keyLogin,
      Function<Authenticator, Endpoint> health) {
    this.config = config;
    this.authenticator = authenticator;
    this.scrape = limited(scrape, ScrapeLimits.ofApplication());
    this.portScrape = limited(portScrape, ScrapeLimits.ofPort());
    this.neighbours = neighbours;
    this.aggregate = aggregate == null ? null : limited(aggregate, ScrapeLimits.ofApplication());
    this.portAggregate = aggregate == null ? null : limited(aggregate, ScrapeLimits.ofPort());
    this.keyLogin = keyLogin;
    this.status = status(config, statusPages);
    this.health =
        config.get(ConfigKey.HEALTH) == PagePlace.OFF ? null : health.apply(authenticator);
  }

  private @Nullable Endpoint status(Config config, Supplier<StatusPages> pages) {
    if (config.get(ConfigKey.STATUS) == StatusPlace.OFF) {
      return null;
    }
    IdentifyingEndpoint page = (exchange, identified) -> pages.get().handle(exchange, identified);
    return keyLogin == null ? authenticator.protect(page) : keyLogin.protect(page);
  }

  /** Returns the authenticator with the credentials of a configuration. */
  static Authenticator authenticator(Config config, AuthFailures failures) {
    Authenticator authenticator = new Authenticator(null, null, null, failures);
    renew(authenticator, config);
    return authenticator;
  }

  /** Replaces the credentials of an authenticator by those of a configuration. */
  static void renew(Authenticator authenticator, Config config) {
    authenticator.replace(
        config.find(ConfigKey.AUTH_USER).orElse(null),
        config.find(ConfigKey.AUTH_PASSWORD).orElse(null),
        config.find(ConfigKey.AUTH_TOKEN).orElse(null));
  }

  /** Requests without valid credentials do not count towards the limits. */
  private Endpoint limited(Endpoint endpoint, ScrapeLimits limits) {
    return authenticator.protect(new SharedScrape(endpoint, limits));
  }

  /**
   * Returns the guard of the metrics port. Credentials and TLS keep a page that a browser takes for
   * one of another host from reading anything, so with them every host name is allowed by default.
   */
  static BrowserGuard browserGuard(WebApp webApp, Config config) {
    List<String> hosts = new ArrayList<>(config.get(ConfigKey.ALLOWED_HOSTS));
    if (hosts.isEmpty() && (PageSettings.needCredentials(config) || PageSettings.hasTls(config))) {
      hosts.add(BrowserGuard.EVERY_HOST);
    }
    hosts.add(config.get(ConfigKey.BIND_ADDRESS));
    return new BrowserGuard(webApp, hosts, Ticker.system());
  }

  /** Returns what sends large responses in the application. */
  Outbox outbox() {
    return outbox;
  }

  Endpoint scrape() {
    return scrape;
  }

  /** Returns the scrape of the merged view, or null if there is none. */
  @Nullable Endpoint aggregate() {
    return aggregate;
  }

  /** Returns the status page, or null if it is off. */
  @Nullable Endpoint status() {
    return status;
  }

  /** Returns what admits clients to the status page by its key, or null if it has none. */
  @Nullable KeyLogin keyLogin() {
    return keyLogin;
  }

  /** Returns the health checks, or null if they are off. */
  @Nullable Endpoint health() {
    return health;
  }

  /** Returns the endpoint of the metrics port, which has all pages. */
  Endpoint metricsPort() {
    Map<String, Endpoint> endpoints = ownPages();
    if (neighbours != null && status != null) {
      endpoints.put(
          ApplicationPages.PATH, new ApplicationPages(neighbours, StatusPages.PATH, authenticator));
    }
    return new EndpointRouter(authenticator, endpoints);
  }

  /** Returns what this application contributes to a metrics port of several applications. */
  Endpoint contributed() {
    return new EndpointRouter(authenticator, ownPages());
  }

  private Map<String, Endpoint> ownPages() {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    String path = config.get(ConfigKey.PATH);
    endpoints.put(path.isEmpty() ? ConfigKey.PATH.defaultText() : path, portScrape);
    if (portAggregate != null) {
      endpoints.put(config.get(ConfigKey.AGGREGATE_PATH), portAggregate);
    }
    if (status != null) {
      endpoints.put(StatusPages.PATH, status);
    }
    if (health != null) {
      endpoints.put(HealthEndpoint.HEALTHY, health);
      endpoints.put(HealthEndpoint.READY, health);
    }
    return endpoints;
  }
}
