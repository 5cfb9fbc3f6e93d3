package io.github.servletexporter.listener.worker;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Slow request that has ended. Immutable.
 *
 * @param method label of the request's method
 * @param route label of the request's route
 * @param status the status that the client has received
 * @param end the time at which it ended
 * @param duration its duration
 * @param traceId its trace id, or null if it has none
 */
public record SlowRequest(
    String method,
    String route,
    int status,
    Instant end,
    Duration duration,
    @Nullable String traceId) {}
