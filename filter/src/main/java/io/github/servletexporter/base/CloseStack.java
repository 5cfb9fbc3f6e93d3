package io.github.servletexporter.base;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Stack of the parts of something larger. Each part is pushed as soon as it is built; {@link
 * #close()} closes them in reverse, each one once, whatever the others throw.
 *
 * <p>Thread-safe. No part is closed under a lock.
 */
public final class CloseStack implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(CloseStack.class.getName());

  private final BiConsumer<String, Throwable> onFailure;
  private final Deque<Part> parts = new ArrayDeque<>();
  private boolean closed;

  /**
   * Creates an empty stack.
   *
   * @param onFailure receives the name of a part and the exception with which its close failed; an
   *     exception of its own is ignored
   */
  public CloseStack(BiConsumer<String, Throwable> onFailure) {
    this.onFailure = onFailure;
  }

  /**
   * Returns an empty stack that logs failures.
   *
   * @param webApp web application that the parts belong to
   */
  public static CloseStack logging(WebApp webApp) {
    return new CloseStack(
        (part, failure) ->
            LOGGER.log(
                Level.WARNING,
                webApp + ": closing the " + part + " failed; the other parts are closed",
                LoggedFailure.of(failure)));
  }

  private record Part(String name, AutoCloseable action) {}

  /**
   * Adds a part, which will be closed before the parts that were added earlier. If this stack is
   * closed, closes the part at once.
   *
   * @param <T> type of the part
   * @param name name of the part in reports of failures
   * @param part part to be closed
   * @return the part
   */
  public <T extends AutoCloseable> T push(String name, T part) {
    Part pushed = new Part(name, part);
    if (!add(pushed)) {
      close(pushed);
    }
    return part;
  }

  /**
   * Closes all parts, the last one first, and goes on when one fails. Parts that are closed already
   * are not closed again.
   */
  @Override
  public void close() {
    for (Part next = take(); next != null; next = take()) {
      close(next);
    }
  }

  private synchronized boolean add(Part part) {
    if (!closed) {
      parts.push(part);
    }
    return !closed;
  }

  private synchronized @Nullable Part take() {
    closed = true;
    return parts.poll();
  }

  private void close(Part part) {
    try {
      part.action().close();
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      report(part.name(), e);
    }
  }

  private void report(String part, Throwable failure) {
    try {
      onFailure.accept(part, failure);
    } catch (Throwable reporting) {
      // The remaining parts matter more than the report.
    }
  }
}
