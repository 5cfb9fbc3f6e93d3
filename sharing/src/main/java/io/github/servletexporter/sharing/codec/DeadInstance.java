package io.github.servletexporter.sharing.codec;

/**
 * A dead member that the retired entry knows.
 *
 * @param key the key of its entry
 * @param sequence which of its publications was looked at
 * @param folded whether that publication is in the sum; if not, its exit alone was counted
 * @param certain whether the member can't come back: it said so, or its process is gone
 * @param sinceMillis Unix time at which it was entered
 */
public record DeadInstance(
    String key, long sequence, boolean folded, boolean certain, long sinceMillis) {}
