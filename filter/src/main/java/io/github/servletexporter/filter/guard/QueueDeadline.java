package io.github.servletexporter.filter.guard;

import io.github.servletexporter.filter.setting.DeadlineAction;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Deadline for the time that a request has waited since a trusted proxy received it, according to
 * the proxy's {@code X-Request-Start} field. Its client has probably given up after that time
 * (gunicorn issue 1976).
 *
 * <p>The field has no standard. The accepted format is a decimal number with an optional prefix
 * {@code t=}: seconds ({@code t=${msec}} of nginx), milliseconds (Heroku), microseconds (Apache,
 * HAProxy) or nanoseconds since 1970. The unit is recognised by the magnitude. Thread-safe.
 */
public final class QueueDeadline {

  /** Name of the request field. */
  public static final String FIELD = "X-Request-Start";

  /** Result of {@link #waitedMillis} if the time is unknown. */
  public static final long UNKNOWN = -1;

  /** Tolerated lead of a proxy's clock; a field further in the future is ignored. */
  private static final long MAX_AHEAD_MILLIS = 60_000;

  /** Longest plausible wait; an older field is an error of the proxy and is ignored. */
  private static final long MAX_WAIT_MILLIS = Duration.ofDays(1).toMillis();

  private static final int MAX_LENGTH = 32;

  private final TrustedProxies proxies;
  private final long deadlineMillis;
  private final DeadlineAction action;
  private final InstantSource clock;

  /**
   * Creates a deadline.
   *
   * @param proxies the proxies whose field is trusted
   * @param deadline the longest wait that is not stale; zero means no limit
   * @param action the treatment of stale requests
   * @param clock the wall clock, which is compared with the clock of the proxies
   */
  public QueueDeadline(
      TrustedProxies proxies, Duration deadline, DeadlineAction action, InstantSource clock) {
    this.proxies = proxies;
    this.deadlineMillis = deadline.isZero() ? Long.MAX_VALUE : deadline.toMillis();
    this.action = action;
    this.clock = clock;
  }

  /** Returns a deadline that trusts no proxy and therefore never applies. */
  public static QueueDeadline off() {
    return new QueueDeadline(
        TrustedProxies.none(), Duration.ZERO, DeadlineAction.OBSERVE, InstantSource.system());
  }

  /** Returns whether no proxy is trusted, so that no wait is known. */
  public boolean isOff() {
    return proxies.isNone();
  }

  /** Returns the treatment of requests that have waited longer than the deadline. */
  public DeadlineAction action() {
    return action;
  }

  /** Returns whether a wait is longer than the deadline. */
  public boolean isStale(long waitedMillis) {
    return waitedMillis > deadlineMillis;
  }

  /**
   * Returns whether an address belongs to a proxy whose field is trusted.
   *
   * @param address an IP address in the format of {@code ServletRequest.getRemoteAddr()}
   */
  public boolean trusts(String address) {
    return proxies.trusts(address);
  }

  /**
   * Returns the time that a request has waited, in milliseconds, or {@link #UNKNOWN}.
   *
   * @param field the value of {@link #FIELD}, or null
   * @param remoteAddress the address from which the request was sent
   */
  public long waitedMillis(@Nullable String field, String remoteAddress) {
    if (field == null || !trusts(remoteAddress)) {
      return UNKNOWN;
    }
    double startMillis = startMillis(field);
    double waited = clock.millis() - startMillis;
    // In this form NaN yields UNKNOWN.
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
