package io.github.servletexporter.sharing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State of an instance's access to its store.
 *
 * @param store kind of store
 * @param lastSuccess time of the last publication, or null if there is none
 * @param stale whether the last publication is more than three intervals ago
 * @param failures number of failures since the last publication
 * @param lastFailure reason of the last failure, or null if publishing succeeds
 */
public record StoreHealth(
    String store,
    @Nullable Instant lastSuccess,
    boolean stale,
    int failures,
    @Nullable String lastFailure) {}
