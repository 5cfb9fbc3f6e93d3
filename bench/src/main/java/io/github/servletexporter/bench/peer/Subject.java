package io.github.servletexporter.bench.peer;

import jakarta.servlet.Filter;
import java.util.function.LongSupplier;

/**
 * A filter that is ready for requests, and what it says of them.
 *
 * @param filter the filter, initialised
 * @param recorded reads its metrics, as a scrape does, and tells how many requests they have
 *     counted
 */
public record Subject(Filter filter, LongSupplier recorded) {}
