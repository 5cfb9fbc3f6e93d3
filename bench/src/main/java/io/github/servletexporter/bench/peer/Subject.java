package io.github.servletexporter.bench.peer;

import jakarta.servlet.Filter;
import java.util.function.LongSupplier;

/**
 * Filter that is ready for requests, with its recorded metrics.
 *
 * @param filter the filter, initialised
 * @param recorded reads its metrics, as a scrape does, and returns the number of requests counted
 */
public record Subject(Filter filter, LongSupplier recorded) {}
