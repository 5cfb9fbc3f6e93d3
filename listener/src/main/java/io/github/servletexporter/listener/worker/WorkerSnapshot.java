package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.RunningRequest;
import org.jspecify.annotations.Nullable;

/**
 * A worker at one moment. Immutable.
 *
 * @param pool label of its pool
 * @param slot number of its slot
 * @param state what it does
 * @param requests how many requests its slot has served
 * @param startMillis Unix time of its thread's first request, in milliseconds
 * @param cpuNanos processor time that its slot's threads have used, -1 when unknown
 * @param allocatedBytes memory that they have allocated, -1 when unknown
 * @param request what it serves, or null
 */
public record WorkerSnapshot(
    String pool,
    int slot,
    WorkerState state,
    long requests,
    long startMillis,
    long cpuNanos,
    long allocatedBytes,
    @Nullable RunningRequest request) {}
