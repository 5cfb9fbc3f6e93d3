package io.github.servletexporter.listener.config;

import io.github.servletexporter.filter.guard.TrustedProxies;
import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.route.RouteRules;
import io.github.servletexporter.sharing.redis.RedisLocation;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Formats of the values that one or two keys have. */
final class KeyFormats {

  private static final int MAX_BUCKETS = 100;
  private static final int MAX_KEY_PREFIX = 200;

  /** Segments that no container normalizes or decodes to something else. */
  private static final Pattern PATH = Pattern.compile("(/(?!\\.\\.?(/|$))[A-Za-z0-9._~-]+)+");

  private static final Pattern CLASS_NAME_PATTERN =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");

  private static final Pattern HOST_NAME_PATTERN =
      Pattern.compile("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63}){0,127}\\.?|\\*");

  /** Value of a number that servlet-exporter chooses itself. */
  static final int AUTO = -1;

  private KeyFormats() {}

  static ValueFormat<Integer> stuckLimit() {
    ValueFormat<Integer> number = ValueFormat.wholeNumber(0, 1_000_000);
    return new ValueFormat<>(
        "auto or " + number.expectation(),
        text -> text.equals("auto") ? AUTO : number.parser().apply(text),
        limit -> limit == AUTO ? "auto" : number.formatter().apply(limit));
  }

  static ValueFormat<String> servletPath() {
    return ValueFormat.text(
        "a path such as /metrics, of letters, digits, . _ ~ - and /, or empty", Check.SERVLET_PATH);
  }

  /** Accepts any name or address; only a lookup shows whether it exists. */
  static ValueFormat<String> host() {
    return ValueFormat.text("an IP address or a host name", Check.HOST);
  }

  static ValueFormat<List<String>> hostNames() {
    return strings("host names without ports, separated by commas, or *", Check.HOST_NAME);
  }

  static ValueFormat<String> notBlank(String expectation) {
    return ValueFormat.text(expectation, Check.NOT_BLANK);
  }

  /** Refuses a colon, which ends the user name in the header field (RFC 7617, section 2). */
  static ValueFormat<String> userWithoutColon() {
    return ValueFormat.text("a user name without a colon", Check.USER);
  }

  static ValueFormat<List<Double>> buckets() {
    return ValueFormat.list(
        "1 to 100 ascending numbers > 0, separated by commas",
        Double::valueOf,
        bound -> bound.toString().replaceFirst("\\.0$", ""),
        KeyFormats::areBuckets);
  }

  static ValueFormat<List<String>> routes() {
    return strings(
        "templates such as /users/{id} or /static/** -> /static, separated by commas", Check.ROUTE);
  }

  static ValueFormat<List<String>> methods() {
    return ValueFormat.list(
        "1 to "
            + HttpMethods.MAX_METHODS
            + " different names of HTTP methods, of at most "
            + HttpMethods.MAX_LENGTH
            + " characters, separated by commas",
        Function.identity(),
        Function.identity(),
        names -> HttpMethods.of(names).count() > 0);
  }

  static ValueFormat<List<String>> proxies() {
    return strings("IP addresses or CIDR blocks, separated by commas", Check.PROXY);
  }

  static ValueFormat<List<String>> classNames() {
    return strings("class names, separated by commas", Check.CLASS_NAME);
  }

  static ValueFormat<String> redisHost() {
    return ValueFormat.text("a host name or an address", Check.REDIS_HOST);
  }

  static ValueFormat<String> redisUri() {
    return ValueFormat.text(
        "redis://host:port, redis-sentinel://host:port,.../master or"
            + " redis-cluster://host:port,..., or the same with rediss, without a password",
        Check.REDIS_URI);
  }

  static ValueFormat<String> keyPrefix() {
    return ValueFormat.text("1 to " + MAX_KEY_PREFIX + " characters", Check.KEY_PREFIX);
  }

  private static ValueFormat<List<String>> strings(String expectation, Check check) {
    return ValueFormat.list(
        expectation,
        text -> {
          if (text.isBlank() || !check.test(text)) {
            throw new IllegalArgumentException("not valid");
          }
          return text;
        },
        Function.identity(),
        values -> true);
  }

  /**
   * Checks of a text, each of which returns false or throws IllegalArgumentException if the text is
   * not valid. Lambdas would be a class each, in every web application.
   */
  private enum Check implements Predicate<String> {
    SERVLET_PATH,
    HOST,
    HOST_NAME,
    NOT_BLANK,
    USER,
    ROUTE,
    PROXY,
    CLASS_NAME,
    REDIS_HOST,
    REDIS_URI,
    KEY_PREFIX;

    @Override
    public boolean test(String text) {
      return switch (this) {
        case SERVLET_PATH -> text.isEmpty() || PATH.matcher(text).matches();
        case HOST -> !text.isEmpty() && text.chars().allMatch(KeyFormats::isHostCharacter);
        case HOST_NAME -> HOST_NAME_PATTERN.matcher(text).matches();
        case NOT_BLANK -> !text.isBlank();
        case USER -> !text.isBlank() && text.indexOf(':') < 0;
        case ROUTE -> RouteRules.of(List.of(text)) != null;
        case PROXY -> TrustedProxies.of(List.of(text)) != null;
        case CLASS_NAME -> CLASS_NAME_PATTERN.matcher(text).matches();
        case REDIS_HOST -> !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace);
        case REDIS_URI -> RedisLocation.parse(text) != null;
        case KEY_PREFIX -> !text.isEmpty() && text.length() <= MAX_KEY_PREFIX;
      };
    }
  }

  private static boolean isHostCharacter(int character) {
    return Character.isLetterOrDigit(character) || ".-_:%[]".indexOf(character) >= 0;
  }

  private static boolean areBuckets(List<Double> bounds) {
    double previous = 0;
    for (double bound : bounds) {
      if (!(bound > previous) || Double.isInfinite(bound)) {
        return false;
      }
      previous = bound;
    }
    return !bounds.isEmpty() && bounds.size() <= MAX_BUCKETS;
  }
}
