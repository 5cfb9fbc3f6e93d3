package io.github.servletexporter.listener.config;

import static io.github.servletexporter.listener.config.KeyFormats.buckets;
import static io.github.servletexporter.listener.config.KeyFormats.classNames;
import static io.github.servletexporter.listener.config.KeyFormats.host;
import static io.github.servletexporter.listener.config.KeyFormats.hostNames;
import static io.github.servletexporter.listener.config.KeyFormats.keyPrefix;
import static io.github.servletexporter.listener.config.KeyFormats.methods;
import static io.github.servletexporter.listener.config.KeyFormats.notBlank;
import static io.github.servletexporter.listener.config.KeyFormats.proxies;
import static io.github.servletexporter.listener.config.KeyFormats.redisHost;
import static io.github.servletexporter.listener.config.KeyFormats.redisUri;
import static io.github.servletexporter.listener.config.KeyFormats.routes;
import static io.github.servletexporter.listener.config.KeyFormats.servletPath;
import static io.github.servletexporter.listener.config.KeyFormats.userWithoutColon;
import static io.github.servletexporter.listener.config.ValueFormat.bool;
import static io.github.servletexporter.listener.config.ValueFormat.duration;
import static io.github.servletexporter.listener.config.ValueFormat.file;
import static io.github.servletexporter.listener.config.ValueFormat.oneOf;
import static io.github.servletexporter.listener.config.ValueFormat.wholeNumber;

import io.github.servletexporter.filter.meter.BucketLayout;
import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.meter.MeterConfig;
import io.github.servletexporter.filter.setting.DeadlineAction;
import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.filter.setting.SizeMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Key of the configuration: its name, the form of its values, its default and its meaning.
 *
 * <p>The constants are all keys that exist; docs/configuration.md is generated from them. Immutable
 * and thread-safe.
 *
 * @param <T> type of the values
 */
public final class ConfigKey<T> {

  /** Prefix of every key. */
  public static final String PREFIX = "servlet-exporter.";

  private static final String ENVIRONMENT_PREFIX = "SERVLET_EXPORTER_";
  private static final String MASK = "***";
  private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^@\\s]*@");
  private static final int MAX_PORT = 65_535;
  private static final int MAX_REQUEST_LIMIT = 1_000_000_000;
  private static final int DEFAULT_WORKER_SERIES = 256;

  /** Filled by the constants below, in their order. */
  private static final List<ConfigKey<?>> DECLARED = new ArrayList<>();

  /** The key {@code enabled}. */
  public static final ConfigKey<Boolean> ENABLED =
      key(
          "enabled",
          bool(),
          true,
          "Start servlet-exporter with the web application; `false` disables it, and the filter"
              + " passes every request through");

  /** The key {@code on-invalid-configuration}. */
  public static final ConfigKey<InvalidConfigAction> ON_INVALID_CONFIGURATION =
      key(
          "on-invalid-configuration",
          oneOf(InvalidConfigAction.class),
          InvalidConfigAction.DISABLE,
          "Reaction to an invalid configuration: `disable` starts the application without metrics"
              + " and logs every problem, `refuse` prevents the start of the application");

  /** The key {@code config-file}. */
  public static final ConfigKey<Path> CONFIG_FILE =
      optional(
          "config-file",
          file("a readable properties file of at most 1 MB"),
          "Properties file with further settings; not set by default");

  /** The key {@code compat-env}. */
  public static final ConfigKey<Compatibility> COMPAT_ENV =
      key(
          "compat-env",
          oneOf(Compatibility.class),
          Compatibility.NONE,
          "Environment variables of other software to read: `gunicorn` reads those of Gunicorn"
              + " and its Prometheus exporter, `none` reads only our own");

  /** The key {@code path}. */
  public static final ConfigKey<String> PATH =
      key(
          "path",
          servletPath(),
          "/metrics",
          "Path of the scrape; empty disables it in the web application, and the metrics port then"
              + " uses `/metrics`");

  /** The key {@code port}. */
  public static final ConfigKey<Integer> PORT =
      optional(
          "port",
          wholeNumber(0, MAX_PORT),
          "Number of the metrics port, which serves the scrape, the status page and health"
              + " checks; `0` binds any free port and logs it; empty disables the metrics port");

  /** The key {@code bind-address}. */
  public static final ConfigKey<String> BIND_ADDRESS =
      key(
          "bind-address",
          host(),
          "127.0.0.1",
          "Address that the metrics port listens on; `0.0.0.0` listens on every interface");

  /** The key {@code allowed-hosts}. */
  public static final ConfigKey<List<String>> ALLOWED_HOSTS =
      key(
          "allowed-hosts",
          hostNames(),
          List.of(),
          "Host names by which clients reach the metrics port, in addition to IP addresses,"
              + " `localhost` and `bind-address`; others are refused with 421; `*` allows every name,"
              + " and is the default with `auth.*` or TLS");

  /** The key {@code tls.key-store}. */
  public static final ConfigKey<Path> TLS_KEY_STORE =
      optional(
          "tls.key-store",
          file("the path of a key store of at most 1 MB"),
          "PKCS12 or JKS file with the private key and certificate of the metrics port; if neither"
              + " this nor `tls.certificate` is set, TLS is disabled");

  /** The key {@code tls.key-store-password}. */
  public static final ConfigKey<String> TLS_KEY_STORE_PASSWORD =
      secret("tls.key-store-password", "a password", "Password of the key store");

  /** The key {@code tls.key-store-password-file}. */
  public static final ConfigKey<Path> TLS_KEY_STORE_PASSWORD_FILE =
      secretFile(
          "tls.key-store-password-file",
          TLS_KEY_STORE_PASSWORD,
          "File whose first line contains the password of the key store");

  /** The key {@code tls.certificate}. */
  public static final ConfigKey<Path> TLS_CERTIFICATE =
      optional(
          "tls.certificate",
          file("the path of a PEM file of at most 1 MB"),
          "PEM file with the certificate of the metrics port, followed by those of intermediate"
              + " authorities; requires `tls.private-key` and replaces `tls.key-store`");

  /** The key {@code tls.private-key}. */
  public static final ConfigKey<Path> TLS_PRIVATE_KEY =
      optional(
          "tls.private-key",
          file("the path of a PEM file of at most 1 MB"),
          "PEM file with the private key of `tls.certificate`: RSA or EC in PKCS#8, not encrypted");

  /** The key {@code tls.trust-store}. */
  public static final ConfigKey<Path> TLS_TRUST_STORE =
      optional(
          "tls.trust-store",
          file("the path of a key store of at most 1 MB"),
          "PKCS12 or JKS file with the certificates of the authorities that sign client"
              + " certificates; requires `tls.client-auth=need`");

  /** The key {@code tls.trust-store-password}. */
  public static final ConfigKey<String> TLS_TRUST_STORE_PASSWORD =
      secret(
          "tls.trust-store-password",
          "a password",
          "Password of the trust store; if not set, the integrity of the file is not verified");

  /** The key {@code tls.trust-store-password-file}. */
  public static final ConfigKey<Path> TLS_TRUST_STORE_PASSWORD_FILE =
      secretFile(
          "tls.trust-store-password-file",
          TLS_TRUST_STORE_PASSWORD,
          "File whose first line contains the password of the trust store");

  /** The key {@code tls.trust-certificates}. */
  public static final ConfigKey<Path> TLS_TRUST_CERTIFICATES =
      optional(
          "tls.trust-certificates",
          file("the path of a PEM file of at most 1 MB"),
          "PEM file with the certificates of the authorities that sign client certificates; replaces"
              + " `tls.trust-store`");

  /** The key {@code tls.client-auth}. */
  public static final ConfigKey<ClientAuth> TLS_CLIENT_AUTH =
      key(
          "tls.client-auth",
          oneOf(ClientAuth.class),
          ClientAuth.NONE,
          "Client certificates on the metrics port: `need` rejects clients without a trusted"
              + " certificate and requires `tls.trust-store` or `tls.trust-certificates`, `none`"
              + " requests no certificate");

  /** The key {@code endpoints}. */
  public static final ConfigKey<EndpointPlace> ENDPOINTS =
      key(
          "endpoints",
          oneOf(EndpointPlace.class),
          EndpointPlace.AUTO,
          "Position of our pages in the web application: `servlet` behind the application's"
              + " filters, so that its security protects them, `filter` before them, `auto` before"
              + " them if `auth.*` is set");

  /** The key {@code status}. */
  public static final ConfigKey<StatusPlace> STATUS =
      key(
          "status",
          oneOf(StatusPlace.class),
          StatusPlace.AUTO,
          "Location of the status page: `port` at `/status` on the metrics port, `app` at `/status`"
              + " in the web application as well, `auto` on the metrics port, or without `port` and"
              + " `auth.*` at `/metrics/status` in the web application with the key in the log;"
              + " `off` disables it");

  /** The key {@code health}. */
  public static final ConfigKey<PagePlace> HEALTH =
      key(
          "health",
          oneOf(PagePlace.class),
          PagePlace.PORT,
          "Location of `/-/healthy` and `/-/ready`: `port` on the metrics port, `app` in the web"
              + " application as well, `off` disables them");

  /** The key {@code readiness-stuck-limit}. */
  public static final ConfigKey<Integer> READINESS_STUCK_LIMIT =
      key(
          "readiness-stuck-limit",
          KeyFormats.stuckLimit(),
          KeyFormats.AUTO,
          "Number of stuck requests at which `/-/ready` fails; `auto` lets it fail when all workers"
              + " of a full pool are stuck, `0` disables the check");

  /** The key {@code heap-limit}. */
  public static final ConfigKey<Integer> HEAP_LIMIT =
      key(
          "heap-limit",
          wholeNumber(0, 100),
          0,
          "Percentage of the heap that garbage collections may leave in use; above it for"
              + " heap-limit-time, `/-/ready` fails. `0` disables the check");

  /** The key {@code heap-limit-time}. */
  public static final ConfigKey<Duration> HEAP_LIMIT_TIME =
      key(
          "heap-limit-time",
          duration(),
          Duration.ofMinutes(5),
          "Time for which the heap has to be above heap-limit");

  /** The key {@code heap-limit-action}. */
  public static final ConfigKey<HeapLimitAction> HEAP_LIMIT_ACTION =
      key(
          "heap-limit-action",
          oneOf(HeapLimitAction.class),
          HeapLimitAction.UNREADY,
          "Action after that time: `unready` lets `/-/ready` fail until there is enough memory,"
              + " `exit` also ends the process, with status 70");

  /** The key {@code auth.user}. */
  public static final ConfigKey<String> AUTH_USER =
      credential(
          "auth.user",
          userWithoutColon(),
          "User name for Basic authentication; requires `auth.password`. Without user name and"
              + " token, everyone can read the scrape and the status page where they are reachable,"
              + " except for a status page with a key");

  /** The key {@code auth.password}. */
  public static final ConfigKey<String> AUTH_PASSWORD =
      secret(
          "auth.password", "a password", "Password for Basic authentication; requires `auth.user`");

  /** The key {@code auth.password-file}. */
  public static final ConfigKey<Path> AUTH_PASSWORD_FILE =
      secretFile(
          "auth.password-file",
          AUTH_PASSWORD,
          "File whose first line contains the password for Basic authentication");

  /** The key {@code auth.token}. */
  public static final ConfigKey<String> AUTH_TOKEN =
      secret("auth.token", "a token", "Token for Bearer authentication");

  /** The key {@code auth.token-file}. */
  public static final ConfigKey<Path> AUTH_TOKEN_FILE =
      secretFile(
          "auth.token-file",
          AUTH_TOKEN,
          "File whose first line contains the token for Bearer authentication");

  /** The key {@code framing}. */
  public static final ConfigKey<FramingMode> FRAMING =
      key(
          "framing",
          oneOf(FramingMode.class),
          FramingMode.REJECT,
          "Action on requests with ambiguous framing: `reject` answers 400 or 501, `strict` also"
              + " rejects look-alike fields such as `Transfer_Encoding`, `observe` only counts,"
              + " `off` disables the check");

  /** The key {@code sizes}. */
  public static final ConfigKey<SizeMode> SIZES =
      key(
          "sizes",
          oneOf(SizeMode.class),
          SizeMode.DECLARED,
          "Measurement of body sizes: `declared` reads Content-Length, `counted` wraps the"
              + " streams and is exact, `off` disables it");

  /** The key {@code buckets}. */
  public static final ConfigKey<List<Double>> BUCKETS =
      key(
          "buckets",
          buckets(),
          BucketLayout.DEFAULT_SECONDS,
          "Upper bounds of the duration histogram in seconds");

  /** The key {@code native-histograms}. */
  public static final ConfigKey<Boolean> NATIVE_HISTOGRAMS =
      key(
          "native-histograms",
          bool(),
          true,
          "Expose histograms with native buckets in addition to classic ones, to scrapers that ask"
              + " for the protobuf format and in a shared store");

  /** The key {@code exemplars}. */
  public static final ConfigKey<Boolean> EXEMPLARS =
      key(
          "exemplars",
          bool(),
          false,
          "Attach the trace ID of the current OpenTelemetry span, or of the header traceparent, to"
              + " durations; only the OpenMetrics and protobuf formats have them");

  /** The key {@code application-metrics}. */
  public static final ConfigKey<Boolean> APPLICATION_METRICS =
      key(
          "application-metrics",
          bool(),
          true,
          "Expose the metrics that the application registers with client_java as well; `false`"
              + " exposes only our own");

  /** The key {@code sessions}. */
  public static final ConfigKey<Boolean> SESSIONS =
      key("sessions", bool(), true, "Count HTTP sessions; `false` registers no listener for them");

  /** The key {@code max-series}. */
  public static final ConfigKey<Integer> MAX_SERIES =
      key(
          "max-series",
          wholeNumber(1, 1_000_000),
          MeterConfig.DEFAULT_MAX_SERIES,
          "Maximum number of series per metric. In the second half of the room, further methods and"
              + " statuses of a route are counted together; requests beyond the limit, under the"
              + " route `_other`");

  /** The key {@code routes}. */
  public static final ConfigKey<List<String>> ROUTES =
      key(
          "routes",
          routes(),
          List.of(),
          "Route templates, tried in order before the servlet mapping");

  /** The key {@code known-methods}. */
  public static final ConfigKey<List<String>> KNOWN_METHODS =
      key(
          "known-methods",
          methods(),
          HttpMethods.DEFAULT_NAMES,
          "HTTP methods with a value of their own in the label `http_request_method`, in place of"
              + " the default ones; all others are `_OTHER`; if not set, the environment variable"
              + " `OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS` applies");

  /** The key {@code max-worker-series}. */
  public static final ConfigKey<Integer> MAX_WORKER_SERIES =
      key(
          "max-worker-series",
          wholeNumber(1, 10_000).orWord("auto", DEFAULT_WORKER_SERIES),
          DEFAULT_WORKER_SERIES,
          "Number of slots per pool that have series of their own; workers in higher slots are"
              + " counted under `_other`; `auto` is 256");

  /** The key {@code max-requests}. */
  public static final ConfigKey<Integer> MAX_REQUESTS =
      key(
          "max-requests",
          wholeNumber(0, MAX_REQUEST_LIMIT),
          0,
          "Number of requests after which a worker is recycled; `0` disables this limit");

  /** The key {@code max-requests-jitter}. */
  public static final ConfigKey<Integer> MAX_REQUESTS_JITTER =
      key(
          "max-requests-jitter",
          wholeNumber(0, MAX_REQUEST_LIMIT),
          0,
          "Largest random addition to `max-requests`, drawn once per worker; `0` disables it");

  /** The key {@code max-lifetime}. */
  public static final ConfigKey<Duration> MAX_LIFETIME =
      key(
          "max-lifetime",
          duration(),
          Duration.ZERO,
          "Age at which a worker is recycled; `0` disables this limit");

  /** The key {@code max-lifetime-jitter}. */
  public static final ConfigKey<Duration> MAX_LIFETIME_JITTER =
      key(
          "max-lifetime-jitter",
          duration(),
          Duration.ZERO,
          "Largest random addition to `max-lifetime`, drawn once per worker; `0` disables it");

  /** The key {@code recycling}. */
  public static final ConfigKey<Recycling> RECYCLING =
      key(
          "recycling",
          oneOf(Recycling.class),
          Recycling.POOL,
          "Method of recycling: `pool` uses the pools of servlet-exporter-container, `wrap` also"
              + " wraps the executors of Tomcat's connectors from inside the web application,"
              + " `off` disables recycling");

  /** The key {@code close-on-overshoot}. */
  public static final ConfigKey<Boolean> CLOSE_ON_OVERSHOOT =
      key(
          "close-on-overshoot",
          bool(),
          true,
          "Send `Connection: close` in answer to an HTTP/1.x request whose worker has reached its"
              + " limit, so that the worker can be recycled");

  /** The key {@code worker-timeout}. */
  public static final ConfigKey<Duration> WORKER_TIMEOUT =
      key(
          "worker-timeout",
          duration(),
          Duration.ofSeconds(30),
          "Time after which a request is stuck: it is counted, and logged once with its stack"
              + " trace; `0` disables the check");

  /** The key {@code slow-request}. */
  public static final ConfigKey<Duration> SLOW_REQUEST =
      key(
          "slow-request",
          duration(),
          Duration.ZERO,
          "Time after which a request is slow: it is counted by route, and its stack trace is"
              + " logged once while it is running; `0` disables this");

  /** The key {@code worker-timeout-action}. */
  public static final ConfigKey<TimeoutAction> WORKER_TIMEOUT_ACTION =
      key(
          "worker-timeout-action",
          oneOf(TimeoutAction.class),
          TimeoutAction.LOG,
          "Action on the worker of a stuck request, in addition to the log line: `log` takes"
              + " none, `interrupt` interrupts its thread once, `recycle` replaces the worker");

  /** The key {@code shutdown-delay}. */
  public static final ConfigKey<Duration> SHUTDOWN_DELAY =
      key(
          "shutdown-delay",
          duration(),
          Duration.ZERO,
          "Time for which a stop still serves requests after readiness has failed, so that load"
              + " balancers notice before requests are refused");

  /** The key {@code graceful-timeout}. */
  public static final ConfigKey<Duration> GRACEFUL_TIMEOUT =
      key(
          "graceful-timeout",
          duration(),
          Duration.ofSeconds(30),
          "Maximum time that a stop waits for the requests in flight; `0` disables the wait");

  /** The key {@code trusted-proxies}. */
  public static final ConfigKey<List<String>> TRUSTED_PROXIES =
      key(
          "trusted-proxies",
          proxies(),
          List.of(),
          "Proxies whose `X-Request-Start` header is trusted; empty disables the measurement of"
              + " queue time");

  /** The key {@code queue-deadline}. */
  public static final ConfigKey<Duration> QUEUE_DEADLINE =
      key(
          "queue-deadline",
          duration(),
          Duration.ZERO,
          "Queue time since `X-Request-Start` after which a request is stale; requires"
              + " `trusted-proxies`; `0` disables the check");

  /** The key {@code queue-action}. */
  public static final ConfigKey<DeadlineAction> QUEUE_ACTION =
      key(
          "queue-action",
          oneOf(DeadlineAction.class),
          DeadlineAction.OBSERVE,
          "Action on stale requests: `observe` counts them, `shed` also answers 503 in place of"
              + " the application");

  /** The key {@code fail-fast}. */
  public static final ConfigKey<Boolean> FAIL_FAST =
      key(
          "fail-fast",
          bool(),
          false,
          "Fail the start of the web application if one of its servlets, filters or listeners"
              + " fails to start");

  /** The key {@code error-log}. */
  public static final ConfigKey<Path> ERROR_LOG =
      optional(
          "error-log",
          file("the path of a file, or `-`"),
          "File to which one line of JSON is appended for each uncaught exception, at most ten a"
              + " minute for each class and route; `-` writes to standard output; empty disables"
              + " it");

  /** The key {@code error-log-max-bytes}. */
  public static final ConfigKey<Integer> ERROR_LOG_MAX_BYTES =
      key(
          "error-log-max-bytes",
          wholeNumber(0, 1_000_000_000),
          10_000_000,
          "Size in bytes at which the file of `error-log` is renamed and a new one is started; 0"
              + " disables rotation");

  /** The key {@code error-log-files}. */
  public static final ConfigKey<Integer> ERROR_LOG_FILES =
      key(
          "error-log-files",
          wholeNumber(1, 100),
          5,
          "Number of files of `error-log` that are kept, the present one included");

  /** The key {@code log-exceptions}. */
  public static final ConfigKey<ExceptionLogging> LOG_EXCEPTIONS =
      key(
          "log-exceptions",
          oneOf(ExceptionLogging.class),
          ExceptionLogging.AUTO,
          "Log uncaught exceptions, each kind in full at most once a minute; `auto` does so only"
              + " where the container does not log each of them itself, as Tomcat and Jetty do");

  /** The key {@code compat-names}. */
  public static final ConfigKey<Compatibility> COMPAT_NAMES =
      key(
          "compat-names",
          oneOf(Compatibility.class),
          Compatibility.NONE,
          "Additional metric names: `gunicorn` exposes the metrics of Gunicorn's Prometheus"
              + " exporter as well, `none` adds no names");

  /** The key {@code hooks}. */
  public static final ConfigKey<List<String>> HOOKS =
      key(
          "hooks",
          classNames(),
          List.of(),
          "Lifecycle hooks in addition to those that ServiceLoader finds");

  /** The key {@code multiproc-dir}. */
  public static final ConfigKey<Path> MULTIPROC_DIR =
      optional(
          "multiproc-dir",
          file("a directory"),
          "Directory shared by the instances of one application, created if it is missing; cannot"
              + " be combined with `redis.enabled`; empty disables it");

  /** The key {@code cleanup}. */
  public static final ConfigKey<Boolean> CLEANUP =
      key(
          "cleanup",
          bool(),
          true,
          "Fold the totals of dead instances into the retained totals and remove their entries;"
              + " `false` keeps the entries");

  /** The key {@code redis.enabled}. */
  public static final ConfigKey<Boolean> REDIS_ENABLED =
      key(
          "redis.enabled",
          bool(),
          false,
          "Share metrics through Redis; if `false`, the other `redis` keys have no effect");

  /** The key {@code redis.host}. */
  public static final ConfigKey<String> REDIS_HOST =
      key("redis.host", redisHost(), "localhost", "Host of Redis");

  /** The key {@code redis.port}. */
  public static final ConfigKey<Integer> REDIS_PORT =
      key("redis.port", wholeNumber(1, MAX_PORT), 6379, "Port of Redis");

  /** The key {@code redis.tls}. */
  public static final ConfigKey<Boolean> REDIS_TLS =
      key("redis.tls", bool(), false, "Use TLS for connections to Redis");

  /** The key {@code redis.uri}. */
  public static final ConfigKey<String> REDIS_URI =
      optional(
          "redis.uri",
          redisUri(),
          "Location of Redis, Sentinel or a cluster; replaces `redis.host`, `redis.port` and"
              + " `redis.tls`");

  /** The key {@code redis.db}. */
  public static final ConfigKey<Integer> REDIS_DB =
      key(
          "redis.db",
          wholeNumber(0, 65_535),
          0,
          "Number of the Redis database; a cluster has only `0`");

  /** The key {@code redis.user}. */
  public static final ConfigKey<String> REDIS_USER =
      credential(
          "redis.user",
          notBlank("a user name"),
          "User name for Redis; requires `redis.password`; if not set, the default user of Redis");

  /** The key {@code redis.password}. */
  public static final ConfigKey<String> REDIS_PASSWORD =
      secret(
          "redis.password",
          "a password",
          "Password for Redis; if not set, there is no authentication");

  /** The key {@code redis.password-file}. */
  public static final ConfigKey<Path> REDIS_PASSWORD_FILE =
      secretFile(
          "redis.password-file",
          REDIS_PASSWORD,
          "File whose first line contains the password for Redis");

  /** The key {@code redis.key-prefix}. */
  public static final ConfigKey<String> REDIS_KEY_PREFIX =
      key(
          "redis.key-prefix",
          keyPrefix(),
          "servlet_metrics",
          "Prefix of every key in Redis; must differ between applications");

  /** The key {@code redis.forward-interval}. */
  public static final ConfigKey<Duration> REDIS_FORWARD_INTERVAL =
      key(
          "redis.forward-interval",
          duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          Duration.ofSeconds(30),
          "Interval at which an instance publishes its metrics to Redis");

  /** The key {@code aggregate-path}. */
  public static final ConfigKey<String> AGGREGATE_PATH =
      key(
          "aggregate-path",
          servletPath(),
          "/metrics/all",
          "Path of the merged view of the shared store; empty disables it");

  private static final List<ConfigKey<?>> ALL = List.copyOf(DECLARED);

  private final String shortName;
  private final ValueFormat<T> format;
  private final @Nullable T defaultValue;
  private final String meaning;
  private final Kind kind;
  private final @Nullable ConfigKey<String> secretInFile;

  private ConfigKey(
      String shortName,
      ValueFormat<T> format,
      @Nullable T defaultValue,
      String meaning,
      Kind kind,
      @Nullable ConfigKey<String> secretInFile) {
    this.shortName = shortName;
    this.format = format;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
    this.kind = kind;
    this.secretInFile = secretInFile;
    DECLARED.add(this);
  }

  private static <T> ConfigKey<T> key(
      String shortName, ValueFormat<T> format, T defaultValue, String meaning) {
    return new ConfigKey<>(shortName, format, defaultValue, meaning, Kind.DEFAULTED, null);
  }

  /** Declares a key without a default; empty text means that it is not set. */
  private static <T> ConfigKey<T> optional(
      String shortName, ValueFormat<T> format, String meaning) {
    return new ConfigKey<>(shortName, format, null, meaning, Kind.OPTIONAL, null);
  }

  /**
   * Declares a key without a default; empty text is an error, because it would remove a protection.
   */
  private static ConfigKey<String> credential(
      String shortName, ValueFormat<String> format, String meaning) {
    return new ConfigKey<>(shortName, format, null, meaning, Kind.CREDENTIAL, null);
  }

  private static ConfigKey<String> secret(String shortName, String expectation, String meaning) {
    ValueFormat<String> format = notBlank(expectation);
    return new ConfigKey<>(shortName, format, null, meaning, Kind.SECRET, null);
  }

  /** Declares the key of a file that contains a secret, which is used if its own key is not set. */
  private static ConfigKey<Path> secretFile(
      String shortName, ConfigKey<String> secret, String meaning) {
    ValueFormat<Path> format =
        file("a readable file of at most 1 MB whose first line is not blank");
    return new ConfigKey<>(shortName, format, null, meaning, Kind.OPTIONAL, secret);
  }

  /** Returns all keys. */
  public static List<ConfigKey<?>> all() {
    return ALL;
  }

  /** Returns the full name, as in a system property. */
  public String name() {
    return PREFIX + shortName;
  }

  /** Returns the name of the environment variable. */
  public String environmentVariable() {
    return ENVIRONMENT_PREFIX
        + shortName.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Returns a description of valid text, to follow the word "expected". */
  public String expectation() {
    return kind == Kind.OPTIONAL && secretInFile == null
        ? format.expectation() + ", or empty"
        : format.expectation();
  }

  /** Returns the default, empty if there is none. */
  public Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** Returns the default as text; empty if there is none. */
  public String defaultText() {
    return defaultValue == null ? "" : format.formatter().apply(defaultValue);
  }

  /** Returns the meaning, in Markdown. */
  public String meaning() {
    return meaning;
  }

  /** Returns whether the value is masked wherever it is shown. */
  public boolean isSecret() {
    return kind == Kind.SECRET;
  }

  /** Returns the full name. */
  @Override
  public String toString() {
    return name();
  }

  static boolean isEnvironmentVariable(String name) {
    return name.startsWith(ENVIRONMENT_PREFIX);
  }

  /**
   * Returns the value of a text, null if the text means that the key is not set.
   *
   * @throws IllegalArgumentException if the text is not valid
   */
  @Nullable T parse(String text) {
    return kind == Kind.OPTIONAL && text.isEmpty() ? null : format.parser().apply(text);
  }

  /**
   * Returns a valid value, copied if necessary.
   *
   * @throws IllegalArgumentException if the value is not valid
   */
  T checked(T value) {
    return format.checked(value);
  }

  String text(T value) {
    return format.formatter().apply(value);
  }

  /** Returns a text as it may be shown: without a secret, and without the credentials of a URI. */
  String masked(String text) {
    return isSecret() ? MASK : CREDENTIALS.matcher(text).replaceAll(MASK + "@");
  }

  /** Returns the key of the secret that is in the file of this key. */
  Optional<ConfigKey<String>> secretInFile() {
    return Optional.ofNullable(secretInFile);
  }

  /** Treatment of a key without a value. */
  private enum Kind {
    /** The default applies. */
    DEFAULTED,
    /** There is no default; empty text means that the key is not set. */
    OPTIONAL,
    /** There is no default; empty text is invalid. */
    CREDENTIAL,
    /** As {@link #CREDENTIAL}, and masked. */
    SECRET
  }
}
