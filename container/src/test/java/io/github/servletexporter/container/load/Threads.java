package io.github.servletexporter.container.load;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs what waits on a thread of its own; the common pool may have only one for all. */
public final class Threads {

  private Threads() {}

  /** Runs it and hands out its result. */
  public static <T> CompletableFuture<T> supply(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, Threads::start);
  }

  /** Runs it. */
  public static CompletableFuture<Void> run(Runnable task) {
    return CompletableFuture.runAsync(task, Threads::start);
  }

  private static void start(Runnable task) {
    new Thread(task, "test").start();
  }
}
