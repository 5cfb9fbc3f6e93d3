package io.github.servletexporter.sharing.codec;

/**
 * Dead instance that is listed in the retained totals.
 *
 * @param key key of its entry
 * @param sequence sequence number of the last publication that was seen
 * @param folded whether that publication is part of the sum; if not, only the exit was counted
 * @param certain whether the instance cannot come back, because it has stopped or its process is
 *     gone
 * @param sinceMillis Unix time at which it was added
 */
public record DeadInstance(
    String key, long sequence, boolean folded, boolean certain, long sinceMillis) {}
