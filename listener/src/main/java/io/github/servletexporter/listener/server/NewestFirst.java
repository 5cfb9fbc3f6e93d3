package io.github.servletexporter.listener.server;

import java.util.concurrent.LinkedBlockingDeque;

/**
 * A queue that gives the newest job first, and makes room for it by cutting the eldest off.
 * Thread-safe.
 */
final class NewestFirst extends LinkedBlockingDeque<Runnable> {

  private static final long serialVersionUID = 1L;

  NewestFirst(int capacity) {
    super(capacity);
  }

  /** Always takes it. */
  @Override
  public boolean offer(Runnable job) {
    while (!offerFirst(job)) {
      if (pollLast() instanceof ConnectionJob eldest) {
        eldest.refuse();
      }
    }
    return true;
  }
}
