package io.github.servletexporter.listener.journal;

import io.github.servletexporter.base.WebApp;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a journal writes to.
 *
 * @param webApp the web application
 * @param instance which member of a group of servers it is; asked on the journal's thread
 * @param file the file of {@code error-log}, or null for none
 * @param logged whether exceptions are logged
 * @param currentTrace the trace id of the thread that asks, or null; asked on the request's thread
 */
public record JournalSettings(
    WebApp webApp,
    Supplier<String> instance,
    @Nullable Path file,
    boolean logged,
    Supplier<@Nullable String> currentTrace) {}
