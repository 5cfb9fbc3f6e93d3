package io.github.servletexporter.listener.watchdog;

import io.github.servletexporter.filter.worker.RunningRequest;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a watchdog sees of workers, and what it may do to them. All three are called by the thread
 * that looks, with no lock held, and may throw.
 *
 * @param running returns the requests that run now, asynchronous ones too
 * @param interrupter interrupts a request's thread if the request is still on it, and sees to it
 *     that the flag never outlives the request; returns whether it has
 * @param recycler lets the pool replace a request's thread; returns whether it does
 */
public record WatchedWorkers(
    Supplier<List<RunningRequest>> running,
    Predicate<RunningRequest> interrupter,
    Predicate<RunningRequest> recycler) {}
