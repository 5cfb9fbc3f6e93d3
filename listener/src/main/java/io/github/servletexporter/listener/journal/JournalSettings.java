package io.github.servletexporter.listener.journal;

import io.github.servletexporter.base.WebApp;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an exception journal.
 *
 * @param webApp web application whose exceptions it records
 * @param instance supplies the name of the instance; called on the journal's thread
 * @param errorLog settings of {@code error-log}, or null for none
 * @param logged whether exceptions are logged
 * @param currentTrace supplies the trace id of the calling thread, or null; called on the request's
 *     thread
 */
public record JournalSettings(
    WebApp webApp,
    Supplier<String> instance,
    @Nullable ErrorLogSettings errorLog,
    boolean logged,
    Supplier<@Nullable String> currentTrace) {}
