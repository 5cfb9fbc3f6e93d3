package io.github.servletexporter.bench.peer;

import jakarta.servlet.Filter;
import java.util.function.LongSupplier;

/**
 * A filter that is ready for requests, and what it says of them.
 *
 * @param filter the filter, initialised
 * @param recorded how many requests its metrics have counted so far
 */
public record Subject(Filter filter, LongSupplier recorded) {}
