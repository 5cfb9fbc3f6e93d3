package io.github.servletexporter.sharing.codec;

/**
 * One publication of an instance.
 *
 * @param sequence number of the publication, which increases as long as the instance publishes, so
 *     that no clocks have to be compared
 * @param publishedMillis Unix time by the instance's own clock
 * @param intervalMillis time until the next publication is due
 * @param closed whether this is the last publication of an instance that has stopped
 */
public record Publication(
    long sequence, long publishedMillis, long intervalMillis, boolean closed) {}
