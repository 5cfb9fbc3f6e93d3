package io.github.servletexporter.sharing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a member gets on with its store.
 *
 * @param store the kind of store
 * @param lastSuccess when it has last published, or null when it never has
 * @param stale whether that is longer ago than three intervals
 * @param failures how many times in a row it has failed since
 * @param lastFailure what was wrong the last time, or null when nothing is
 */
public record StoreHealth(
    String store,
    @Nullable Instant lastSuccess,
    boolean stale,
    int failures,
    @Nullable String lastFailure) {}
