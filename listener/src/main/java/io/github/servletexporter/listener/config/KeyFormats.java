package io.github.servletexporter.listener.config;

import io.github.servletexporter.filter.guard.TrustedProxies;
import io.github.servletexporter.filter.meter.HttpMethods;
import io.github.servletexporter.filter.route.RouteRules;
import io.github.servletexporter.sharing.redis.RedisLocation;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Formats of the values that one or two keys have. */
final class KeyFormats {

  private static final int MAX_BUCKETS = 100;
  private static final int MAX_KEY_PREFIX = 200;

  /** Segments that no container normalizes or decodes to something else. */
  private static final Pattern PATH = Pattern.compile("(/(?!\\.\\.?(/|$))[A-Za-z0-9._~-]+)+");

  private static final Pattern CLASS_NAME =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");

  private static final Pattern HOST_NAME =
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
        "a path such as /metrics, of letters, digits, . _ ~ - and /, or empty",
        text -> text.isEmpty() || PATH.matcher(text).matches());
  }

  /** Accepts any name or address; only a lookup shows whether it exists. */
  static ValueFormat<String> host() {
    return ValueFormat.text(
        "an IP address or a host name",
        text -> !text.isEmpty() && text.chars().allMatch(KeyFormats::isHostCharacter));
  }

  static ValueFormat<List<String>> hostNames() {
    return strings(
        "host names without ports, separated by commas, or *",
        name -> require(HOST_NAME.matcher(name).matches()));
  }

  static ValueFormat<String> notBlank(String expectation) {
    return ValueFormat.text(expectation, text -> !text.isBlank());
  }

  /** Refuses a colon, which ends the user name in the header field (RFC 7617, section 2). */
  static ValueFormat<String> userWithoutColon() {
    return ValueFormat.text(
        "a user name without a colon", text -> !text.isBlank() && text.indexOf(':') < 0);
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
        "templates such as /users/{id} or /static/** -> /static, separated by commas",
        rule -> RouteRules.of(List.of(rule)));
  }

  static ValueFormat<List<String>> methods() {
    return ValueFormat.list(
        "1 to "
            + HttpMethods.MAX_METHODS
            + " different names of HTTP methods, of at most "
            + HttpMethods.MAX_LENGTH
            + " characters, separated by commas",
        text -> text,
        text -> text,
        names -> HttpMethods.of(names).count() > 0);
  }

  static ValueFormat<List<String>> proxies() {
    return strings(
        "IP addresses or CIDR blocks, separated by commas",
        proxy -> TrustedProxies.of(List.of(proxy)));
  }

  static ValueFormat<List<String>> classNames() {
    return strings(
        "class names, separated by commas", name -> require(CLASS_NAME.matcher(name).matches()));
  }

  static ValueFormat<String> redisHost() {
    return ValueFormat.text(
        "a host name or an address",
        text -> !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace));
  }

  static ValueFormat<String> redisUri() {
    return ValueFormat.text(
        "redis://host:port, redis-sentinel://host:port,.../master or"
            + " redis-cluster://host:port,..., or the same with rediss, without a password",
        text -> {
          RedisLocation.parse(text);
          return true;
        });
  }

  static ValueFormat<String> keyPrefix() {
    return ValueFormat.text(
        "1 to " + MAX_KEY_PREFIX + " characters",
        text -> !text.isEmpty() && text.length() <= MAX_KEY_PREFIX);
  }

  private static ValueFormat<List<String>> strings(String expectation, Consumer<String> check) {
    return ValueFormat.list(
        expectation,
        text -> {
          require(!text.isBlank());
          check.accept(text);
          return text;
        },
        text -> text,
        values -> true);
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

  private static void require(boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException("not valid");
    }
  }
}
