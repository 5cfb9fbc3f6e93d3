package io.github.servletexporter.listener.worker;

import io.github.servletexporter.filter.worker.RunningRequest;
import org.jspecify.annotations.Nullable;

/**
 * Snapshot of a worker. Immutable.
 *
 * @param pool label of the pool
 * @param slot number of the worker in its pool
 * @param state state
 * @param thread present thread
 * @param requests number of requests that the threads of the slot have served
 * @param requestsOfThread number of those that the present thread has served
 * @param startMillis Unix time of the present thread's first request, in milliseconds
 * @param cpuNanos processor time that the threads of the slot have used, -1 if unknown
 * @param allocatedBytes memory that the threads of the slot have allocated, -1 if unknown
 * @param request request that the worker serves, or null
 */
public record WorkerSnapshot(
    String pool,
    int slot,
    WorkerState state,
    Thread thread,
    long requests,
    long requestsOfThread,
    long startMillis,
    long cpuNanos,
    long allocatedBytes,
    @Nullable RunningRequest request) {}
