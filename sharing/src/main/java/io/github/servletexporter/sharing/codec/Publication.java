package io.github.servletexporter.sharing.codec;

/**
 * When and how a member has published.
 *
 * @param sequence one more than the time before; tells whether a member still publishes, without
 *     anyone's clock
 * @param publishedMillis Unix time of the member's own clock
 * @param intervalMillis when the next is due
 * @param closed whether it was the last one: the member ended properly
 */
public record Publication(
    long sequence, long publishedMillis, long intervalMillis, boolean closed) {}
