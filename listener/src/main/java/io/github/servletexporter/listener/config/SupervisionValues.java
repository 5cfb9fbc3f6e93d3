package io.github.servletexporter.listener.config;

import io.github.servletexporter.filter.guard.DeadlineAction;
import io.github.servletexporter.filter.guard.TrustedProxies;
import io.github.servletexporter.filter.worker.TimeoutAction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the settings of workers, queue time and hooks. */
final class SupervisionValues {

  private static final String AUTO = "auto";

  private static final Pattern CLASS_NAME =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");

  private SupervisionValues() {}

  static WorkersConfig workers(ConfigValues values) {
    return WorkersConfig.builder()
        .labels(values.value(ConfigKey.WORKERS, 0, SupervisionValues::labels))
        .maxRequests(requests(values, ConfigKey.MAX_REQUESTS))
        .maxRequestsJitter(requests(values, ConfigKey.MAX_REQUESTS_JITTER))
        .maxLifetime(values.value(ConfigKey.MAX_LIFETIME, Duration.ZERO, Durations::parse))
        .maxLifetimeJitter(
            values.value(ConfigKey.MAX_LIFETIME_JITTER, Duration.ZERO, Durations::parse))
        .recycling(values.constant(ConfigKey.RECYCLING, Recycling.POOL))
        .closeOnOvershoot(values.bool(ConfigKey.CLOSE_ON_OVERSHOOT, true))
        .timeout(values.value(ConfigKey.WORKER_TIMEOUT, Duration.ofSeconds(30), Durations::parse))
        .timeoutAction(values.constant(ConfigKey.WORKER_TIMEOUT_ACTION, TimeoutAction.LOG))
        .build();
  }

  /** A deadline without a proxy to believe would never be noticed: a mistake to be told of. */
  static QueueConfig queue(ConfigValues values) {
    TrustedProxies proxies =
        values.value(ConfigKey.TRUSTED_PROXIES, TrustedProxies.none(), TrustedProxies::parse);
    Duration deadline = values.value(ConfigKey.QUEUE_DEADLINE, Duration.ZERO, Durations::parse);
    DeadlineAction action = values.constant(ConfigKey.QUEUE_ACTION, DeadlineAction.OBSERVE);
    try {
      return new QueueConfig(proxies, deadline, action);
    } catch (IllegalArgumentException e) {
      values.problems().add(String.valueOf(e.getMessage()));
      return QueueConfig.off();
    }
  }

  static List<String> classNames(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    List<String> names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (!names.stream().allMatch(CLASS_NAME.asMatchPredicate())) {
      throw new IllegalArgumentException("no class name");
    }
    return names;
  }

  private static int labels(String text) {
    return text.equals(AUTO) ? 0 : number(text, 1, WorkersConfig.MAX_LABELS);
  }

  private static int requests(ConfigValues values, ConfigKey key) {
    return values.value(key, 0, text -> number(text, 0, WorkersConfig.MAX_REQUESTS));
  }

  static int number(String text, int least, int most) {
    int value = Integer.parseInt(text);
    if (value < least || value > most) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }
}
