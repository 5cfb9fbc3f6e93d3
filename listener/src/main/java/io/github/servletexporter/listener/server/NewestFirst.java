package io.github.servletexporter.listener.server;

import java.util.concurrent.LinkedBlockingDeque;

/**
 * Queue that hands out the newest job first and aborts the oldest one when it is full. Thread-safe.
 */
final class NewestFirst extends LinkedBlockingDeque<Runnable> {

  private static final long serialVersionUID = 1L;

  NewestFirst(int capacity) {
    super(capacity);
  }

  /** Adds a job; always succeeds. */
  @Override
  public boolean offer(Runnable job) {
    while (!offerFirst(job)) {
      if (pollLast() instanceof ConnectionJob oldest) {
        oldest.refuse();
      }
    }
    return true;
  }
}
