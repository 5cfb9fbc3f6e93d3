package io.github.servletexporter.filter.guard;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Says how long a request has waited since a trusted proxy took it in, by the proxy's {@code
 * X-Request-Start}, and whether that is longer than its client waits (gunicorn issue 1976).
 *
 * <p>There is no standard for the field. Understood are a decimal number with or without {@code t=}
 * before it: seconds (nginx's {@code t=${msec}}), milliseconds (Heroku), microseconds (Apache,
 * HAProxy) or nanoseconds since 1970, told apart by their size. Thread-safe.
 */
public final class QueueDeadline {

  /** Name of the request field. */
  public static final String FIELD = "X-Request-Start";

  /** What {@link #waitedMillis} says when it can't be known. */
  public static final long UNKNOWN = -1;

  /** A proxy's clock may be ahead of ours by as much; what is further ahead is no time. */
  private static final long MAX_AHEAD_MILLIS = 60_000;

  /** What is older than a day is a proxy's mistake, not a queue. */
  private static final long MAX_WAIT_MILLIS = Duration.ofDays(1).toMillis();

  private static final int MAX_LENGTH = 32;

  private final TrustedProxies proxies;
  private final long deadlineMillis;
  private final DeadlineAction action;
  private final InstantSource clock;

  /**
   * Creates a guard.
   *
   * @param proxies whose field is believed
   * @param deadline how long a request may have waited; zero: any time
   * @param action what is to happen to others
   * @param clock wall clock, compared to the proxies'
   */
  public QueueDeadline(
      TrustedProxies proxies, Duration deadline, DeadlineAction action, InstantSource clock) {
    this.proxies = proxies;
    this.deadlineMillis = deadline.isZero() ? Long.MAX_VALUE : deadline.toMillis();
    this.action = action;
    this.clock = clock;
  }

  /** Returns the guard that believes nobody. */
  public static QueueDeadline off() {
    return new QueueDeadline(
        TrustedProxies.none(), Duration.ZERO, DeadlineAction.OBSERVE, InstantSource.system());
  }

  /** Returns whether there is nothing to look at. */
  public boolean isOff() {
    return proxies.isNone();
  }

  /** Returns what is to happen to requests over the deadline. */
  public DeadlineAction action() {
    return action;
  }

  /** Returns whether a wait is over the deadline. */
  public boolean isStale(long waitedMillis) {
    return waitedMillis > deadlineMillis;
  }

  /**
   * Returns how long a request has waited, in milliseconds, or {@link #UNKNOWN}.
   *
   * @param field the value of {@link #FIELD}, or null
   * @param remoteAddress who has sent the request
   */
  public long waitedMillis(@Nullable String field, String remoteAddress) {
    if (field == null || !proxies.trusts(remoteAddress)) {
      return UNKNOWN;
    }
    double startMillis = startMillis(field);
    double waited = clock.millis() - startMillis;
    // Written so that NaN is unknown.
    return waited >= -MAX_AHEAD_MILLIS && waited <= MAX_WAIT_MILLIS
        ? Math.max(0, (long) waited)
        : UNKNOWN;
  }

  private static double startMillis(String field) {
    String text = field.strip();
    String number = text.startsWith("t=") ? text.substring(2) : text;
    if (number.isEmpty() || number.length() > MAX_LENGTH || !isDecimal(number)) {
      return Double.NaN;
    }
    double value = Double.parseDouble(number);
    if (value < 1e11) {
      return value * 1e3;
    }
    if (value < 1e14) {
      return value;
    }
    return value < 1e17 ? value / 1e3 : value / 1e6;
  }

  private static boolean isDecimal(String text) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return dots <= 1 && text.length() > dots;
  }
}
