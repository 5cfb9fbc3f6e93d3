package io.github.servletexporter.container.load;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Threads for blocking tasks, because the common pool may have a single thread. */
public final class Threads {

  private Threads() {}

  /** Runs a task on a new thread; returns its future result. */
  public static <T> CompletableFuture<T> supply(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, Threads::start);
  }

  /** Runs a task on a new thread. */
  public static CompletableFuture<Void> run(Runnable task) {
    return CompletableFuture.runAsync(task, Threads::start);
  }

  private static void start(Runnable task) {
    new Thread(task, "test").start();
  }
}
