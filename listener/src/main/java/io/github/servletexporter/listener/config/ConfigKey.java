package io.github.servletexporter.listener.config;

import java.util.Locale;

/**
 * Every key of the configuration: its name, what is expected of a value, the default and its
 * meaning. docs/configuration.md is made from this.
 */
public enum ConfigKey {
  /** Whether anything starts at all. */
  ENABLED(
      "enabled",
      "true or false",
      "true",
      "`false`: the filter passes everything through and nothing starts"),
  /** A file with further settings. */
  CONFIG_FILE("config-file", "a readable properties file", "", "file with further settings"),
  /** Where the scrape is. */
  PATH(
      "path",
      "a path such as /metrics, of letters, digits, . _ ~ - and /, or nothing",
      "/metrics",
      "servlet path of the scrape in the web application; empty: none"),
  /** The port of our own. */
  PORT(
      "port",
      "a whole number from 0 to 65535, or nothing",
      "",
      "own port for scrape, status page and health; 0: any that is free, see the log; empty: none"),
  /** The port of our own. */
  BIND_ADDRESS(
      "bind-address",
      "an IP address or a host name",
      "127.0.0.1",
      "what the own port listens on; `0.0.0.0`: everything"),
  /** TLS of the port of our own. */
  TLS_KEY_STORE(
      "tls.key-store",
      "the path of a key store",
      "",
      "file (PKCS12 or JKS) with the key and certificate of the own port; empty: plain HTTP"),
  /** TLS of the port of our own. */
  TLS_KEY_STORE_PASSWORD("tls.key-store-password", "a password", "", "its password"),
  /** TLS of the port of our own. */
  TLS_KEY_STORE_PASSWORD_FILE(
      "tls.key-store-password-file", "a readable file", "", "file whose first line is it"),
  /** Client certificates. */
  TLS_TRUST_STORE(
      "tls.trust-store",
      "the path of a key store",
      "",
      "file with the certificates that those of clients are signed with"),
  /** Client certificates. */
  TLS_TRUST_STORE_PASSWORD("tls.trust-store-password", "a password", "", "its password"),
  /** Client certificates. */
  TLS_TRUST_STORE_PASSWORD_FILE(
      "tls.trust-store-password-file", "a readable file", "", "file whose first line is it"),
  /** Client certificates. */
  TLS_CLIENT_AUTH(
      "tls.client-auth",
      "none or need",
      "none",
      "`need`: only clients with a trusted certificate; goes with `tls.trust-store`"),
  /** The status page. */
  STATUS(
      "status",
      "port, app or off",
      "port",
      "where the status page `/status` is: on the own port, in the web application too, or"
          + " nowhere"),
  /** Health and readiness. */
  HEALTH(
      "health",
      "port, app or off",
      "port",
      "where `/-/healthy` and `/-/ready` are: on the own port, in the web application too, or"
          + " nowhere"),
  /** Health and readiness. */
  READINESS_STUCK_LIMIT(
      "readiness-stuck-limit",
      "a whole number from 0 to 1000000",
      "0",
      "stuck requests from which on `/-/ready` says no; 0: however many"),
  /** Basic authentication. */
  AUTH_USER(
      "auth.user", "a user name without a colon", "", "user of Basic authentication for our pages"),
  /** Basic authentication. */
  AUTH_PASSWORD(
      "auth.password", "a password", "", "password of Basic authentication; needs `auth.user`"),
  /** Basic authentication. */
  AUTH_PASSWORD_FILE(
      "auth.password-file", "a readable file", "", "file whose first line is the password"),
  /** Bearer authentication. */
  AUTH_TOKEN("auth.token", "a token", "", "token of Bearer authentication for our pages"),
  /** Bearer authentication. */
  AUTH_TOKEN_FILE("auth.token-file", "a readable file", "", "file whose first line is the token"),
  /** Ambiguous framing. */
  FRAMING(
      "framing",
      "reject, strict, observe or off",
      "reject",
      "what to do about ambiguous framing; `strict` also refuses look-alikes such as"
          + " `Transfer_Encoding`"),
  /** Body sizes. */
  SIZES(
      "sizes",
      "off, declared or counted",
      "declared",
      "body sizes: `declared` reads Content-Length, `counted` wraps the streams and is exact"),
  /** Bounds of the duration histogram. */
  BUCKETS(
      "buckets",
      "1 to 100 ascending numbers > 0, separated by commas",
      "0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10",
      "upper bounds of the duration histogram, in seconds"),
  /** Native histograms. */
  NATIVE_HISTOGRAMS(
      "native-histograms",
      "true or false",
      "false",
      "also expose the duration as a native histogram, in the protobuf format"),
  /** Exemplars. */
  EXEMPLARS(
      "exemplars",
      "true or false",
      "false",
      "attach the trace id of an OpenTelemetry context to durations, in the OpenMetrics format"),
  /** Bound on series. */
  MAX_SERIES(
      "max-series",
      "a whole number from 1 to 1000000",
      "2000",
      "cap on the series of each metric; what comes after goes to the route `_other`"),
  /** Route templates. */
  ROUTES(
      "routes",
      "templates such as /users/{id} or /static/** -> /static, separated by commas",
      "",
      "route templates, tried in order before the servlet mapping"),
  /** Series for workers. */
  WORKERS(
      "workers",
      "auto, or a whole number from 1 to 10000",
      "auto",
      "slots of each pool with series of their own, the rest is `_other`; `auto`: the first 256"),
  /** Recycling by requests. */
  MAX_REQUESTS(
      "max-requests",
      "a whole number from 0 to 1000000000",
      "0",
      "recycle a worker after so many requests; 0: never"),
  /** Recycling by requests. */
  MAX_REQUESTS_JITTER(
      "max-requests-jitter",
      "a whole number from 0 to 1000000000",
      "0",
      "the most that is added to `max-requests`, drawn once for each worker"),
  /** Recycling by age. */
  MAX_LIFETIME(
      "max-lifetime", Durations.EXPECTATION, "0", "recycle a worker after this time; 0: never"),
  /** Recycling by age. */
  MAX_LIFETIME_JITTER(
      "max-lifetime-jitter",
      Durations.EXPECTATION,
      "0",
      "the most that is added to `max-lifetime`, drawn once for each worker"),
  /** Who recycles. */
  RECYCLING(
      "recycling",
      "pool, wrap or off",
      "pool",
      "`pool`: by pools that are made for it; `wrap`: also by wrapping the executors of a Tomcat's"
          + " connectors from inside the web application"),
  /** Pipelining. */
  CLOSE_ON_OVERSHOOT(
      "close-on-overshoot",
      "true or false",
      "true",
      "`Connection: close` on an HTTP/1.x request that starts over its worker's limit"),
  /** Stuck workers. */
  WORKER_TIMEOUT(
      "worker-timeout",
      Durations.EXPECTATION,
      "30s",
      "a request that takes longer is stuck: counted, and logged once with its stack; 0: never"),
  /** Stuck workers. */
  WORKER_TIMEOUT_ACTION(
      "worker-timeout-action",
      "log, interrupt or recycle",
      "log",
      "what else happens to the worker of a stuck request"),
  /** Drain. */
  GRACEFUL_TIMEOUT(
      "graceful-timeout",
      Durations.EXPECTATION,
      "30s",
      "how long a stop waits for the requests in flight; 0: not at all"),
  /** Queue time. */
  TRUSTED_PROXIES(
      "trusted-proxies",
      "IP addresses or CIDR blocks, separated by commas; queue-deadline needs them",
      "",
      "whose `X-Request-Start` is believed"),
  /** Queue time. */
  QUEUE_DEADLINE(
      "queue-deadline",
      Durations.EXPECTATION,
      "0",
      "a request that has waited longer than this since `X-Request-Start` is stale; 0: none is"),
  /** Queue time. */
  QUEUE_ACTION(
      "queue-action",
      "observe or shed",
      "observe",
      "`shed`: answer a stale request with 503 in the application's place"),
  /** Boot failures. */
  FAIL_FAST(
      "fail-fast",
      "true or false",
      "false",
      "a servlet, filter or listener that fails to start fails the web application"),
  /** Exceptions that nobody caught. */
  ERROR_LOG(
      "error-log",
      "the path of a file",
      "",
      "file that gets a line of JSON for each uncaught exception; empty: none"),
  /** Exceptions that nobody caught. */
  LOG_EXCEPTIONS(
      "log-exceptions",
      "true or false",
      "true",
      "log uncaught exceptions, each kind in full once a minute at most"),
  /** Other names. */
  COMPAT_NAMES(
      "compat-names",
      "none or gunicorn",
      "none",
      "`gunicorn`: show what Gunicorn's exporter shows under its names too"),
  /** Hooks. */
  HOOKS(
      "hooks",
      "class names, separated by commas",
      "",
      "lifecycle hooks, besides those that ServiceLoader finds"),
  /** Shared directory. */
  MULTIPROC_DIR(
      "multiproc-dir",
      "a directory",
      "",
      "directory that the JVMs of one application share; made when it is missing; not used with"
          + " `redis.enabled`"),
  /** Dead members. */
  CLEANUP(
      "cleanup",
      "true or false",
      "true",
      "fold and remove what dead members have left; never what live ones have"),
  /** Shared Redis. */
  REDIS_ENABLED(
      "redis.enabled",
      "true or false",
      "false",
      "share a Redis; the other keys of `redis` are read only then"),
  /** Shared Redis. */
  REDIS_HOST("redis.host", "a host name or address", "localhost", "where Redis is"),
  /** Shared Redis. */
  REDIS_PORT("redis.port", "a port from 1 to 65535", "6379", "where Redis is"),
  /** Shared Redis. */
  REDIS_TLS("redis.tls", "true or false", "false", "encrypt connections to Redis"),
  /** Shared Redis. */
  REDIS_URI(
      "redis.uri",
      "redis://host:port, redis-sentinel://host:port,.../master or redis-cluster://host:port,...,"
          + " or the same with rediss, without a password",
      "",
      "in place of `redis.host`, `redis.port` and `redis.tls`"),
  /** Shared Redis. */
  REDIS_DB("redis.db", "a whole number from 0 to 65535", "0", "number of the database"),
  /** Shared Redis. */
  REDIS_USER("redis.user", "a user name", "", "user of Redis; needs a password"),
  /** Shared Redis. */
  REDIS_PASSWORD("redis.password", "a password", "", "password of Redis"),
  /** Shared Redis. */
  REDIS_PASSWORD_FILE(
      "redis.password-file", "a readable file", "", "file whose first line is the password"),
  /** Shared Redis. */
  REDIS_KEY_PREFIX(
      "redis.key-prefix",
      "1 to 200 characters",
      "servlet_metrics",
      "what every key in Redis starts with; one for each application"),
  /** Shared Redis. */
  REDIS_FORWARD_INTERVAL(
      "redis.forward-interval",
      "a duration from 1s to 1h",
      "30s",
      "how often a member publishes to Redis"),
  /** The view of all members. */
  AGGREGATE_PATH(
      "aggregate-path",
      "a path such as /metrics/all, of letters, digits, . _ ~ - and /, or nothing",
      "/metrics/all",
      "servlet path of the scrape of all members, when there is a shared store; empty: none");

  /** What every key starts with, and every environment variable in its own spelling. */
  public static final String PREFIX = "servlet-exporter.";

  private static final String ENVIRONMENT_PREFIX = "SERVLET_EXPORTER_";

  private final String shortName;
  private final String expectation;
  private final String defaultText;
  private final String meaning;

  ConfigKey(String shortName, String expectation, String defaultText, String meaning) {
    this.shortName = shortName;
    this.expectation = expectation;
    this.defaultText = defaultText;
    this.meaning = meaning;
  }

  /** Returns the full name, as in a system property. */
  public String key() {
    return PREFIX + shortName;
  }

  /** Returns the name of the environment variable. */
  public String environmentVariable() {
    return ENVIRONMENT_PREFIX
        + shortName.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Returns what a value has to be, to follow the word "expected". */
  public String expectation() {
    return expectation;
  }

  /** Returns the default as a user would write it; empty when there is none. */
  public String defaultText() {
    return defaultText;
  }

  /** Returns the meaning, in Markdown. */
  public String meaning() {
    return meaning;
  }

  /** Returns whether the value is masked wherever it is shown. */
  public boolean isSecret() {
    return this == AUTH_PASSWORD
        || this == AUTH_TOKEN
        || this == TLS_KEY_STORE_PASSWORD
        || this == TLS_TRUST_STORE_PASSWORD
        || this == REDIS_PASSWORD;
  }

  static boolean isEnvironmentVariable(String name) {
    return name.startsWith(ENVIRONMENT_PREFIX);
  }
}
