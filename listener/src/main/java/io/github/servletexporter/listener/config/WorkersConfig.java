package io.github.servletexporter.listener.config;

import io.github.servletexporter.filter.worker.TimeoutAction;
import java.time.Duration;
import java.util.Objects;

/**
 * How workers are labelled, recycled and watched.
 *
 * @param labels how many slots of each pool have series of their own; zero: as many as fit
 * @param maxRequests after how many requests a worker is recycled; zero: never
 * @param maxRequestsJitter the most that is added to it, drawn once for each worker
 * @param maxLifetime after which time a worker is recycled; zero: never
 * @param maxLifetimeJitter the most that is added to it, drawn once for each worker
 * @param recycling how workers may be ended
 * @param closeOnOvershoot whether a request over its worker's limit closes its connection
 * @param timeout how long a request may take before it is stuck; zero: for ever
 * @param timeoutAction what happens to a stuck worker
 */
public record WorkersConfig(
    int labels,
    int maxRequests,
    int maxRequestsJitter,
    Duration maxLifetime,
    Duration maxLifetimeJitter,
    Recycling recycling,
    boolean closeOnOvershoot,
    Duration timeout,
    TimeoutAction timeoutAction) {

  static final int MAX_LABELS = 10_000;
  static final int MAX_REQUESTS = 1_000_000_000;

  /**
   * Validates every value.
   *
   * @throws IllegalArgumentException if a value is not what its key expects
   * @throws NullPointerException if one is null
   */
  public WorkersConfig {
    Objects.requireNonNull(recycling, "recycling");
    Objects.requireNonNull(timeoutAction, "timeoutAction");
    range(labels, MAX_LABELS, ConfigKey.WORKERS);
    range(maxRequests, MAX_REQUESTS, ConfigKey.MAX_REQUESTS);
    range(maxRequestsJitter, MAX_REQUESTS, ConfigKey.MAX_REQUESTS_JITTER);
    duration(maxLifetime, ConfigKey.MAX_LIFETIME);
    duration(maxLifetimeJitter, ConfigKey.MAX_LIFETIME_JITTER);
    duration(timeout, ConfigKey.WORKER_TIMEOUT);
  }

  /** Returns the configuration with every default. */
  public static WorkersConfig defaults() {
    return builder().build();
  }

  /** Returns a builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns whether workers are to be recycled, if their pool can. */
  public boolean recycles() {
    return recycling != Recycling.OFF && (maxRequests > 0 || !maxLifetime.isZero());
  }

  private static void range(int value, int most, ConfigKey key) {
    MetricsConfig.require(value >= 0 && value <= most, key, value);
  }

  private static void duration(Duration value, ConfigKey key) {
    MetricsConfig.require(Durations.isValid(value), key, value);
  }

  /** Collects settings for embedded use. Not thread-safe. */
  public static final class Builder {

    private int labels;
    private int maxRequests;
    private int maxRequestsJitter;
    private Duration maxLifetime = Duration.ZERO;
    private Duration maxLifetimeJitter = Duration.ZERO;
    private Recycling recycling = Recycling.POOL;
    private boolean closeOnOvershoot = true;
    private Duration timeout = Duration.ofSeconds(30);
    private TimeoutAction timeoutAction = TimeoutAction.LOG;

    private Builder() {}

    /** Sets {@code workers}; zero for {@code auto}. */
    public Builder labels(int value) {
      labels = value;
      return this;
    }

    /** Sets {@code max-requests}. */
    public Builder maxRequests(int value) {
      maxRequests = value;
      return this;
    }

    /** Sets {@code max-requests-jitter}. */
    public Builder maxRequestsJitter(int value) {
      maxRequestsJitter = value;
      return this;
    }

    /** Sets {@code max-lifetime}. */
    public Builder maxLifetime(Duration value) {
      maxLifetime = value;
      return this;
    }

    /** Sets {@code max-lifetime-jitter}. */
    public Builder maxLifetimeJitter(Duration value) {
      maxLifetimeJitter = value;
      return this;
    }

    /** Sets {@code recycling}. */
    public Builder recycling(Recycling value) {
      recycling = value;
      return this;
    }

    /** Sets {@code close-on-overshoot}. */
    public Builder closeOnOvershoot(boolean value) {
      closeOnOvershoot = value;
      return this;
    }

    /** Sets {@code worker-timeout}. */
    public Builder timeout(Duration value) {
      timeout = value;
      return this;
    }

    /** Sets {@code worker-timeout-action}. */
    public Builder timeoutAction(TimeoutAction value) {
      timeoutAction = value;
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @throws IllegalArgumentException if a value is not what its key expects
     */
    public WorkersConfig build() {
      return new WorkersConfig(
          labels,
          maxRequests,
          maxRequestsJitter,
          maxLifetime,
          maxLifetimeJitter,
          recycling,
          closeOnOvershoot,
          timeout,
          timeoutAction);
    }
  }
}
