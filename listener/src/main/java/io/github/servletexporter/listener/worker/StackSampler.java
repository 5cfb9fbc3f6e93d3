package io.github.servletexporter.listener.worker;

import io.github.servletexporter.base.Throttle;
import io.github.servletexporter.base.Ticker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sampler of the stacks of threads, limited to a few per minute: each sample stops its thread for a
 * moment, and nobody reads hundreds of them. Thread-safe.
 */
final class StackSampler {

  static final int STACKS_PER_MINUTE = 10;
  static final int MAX_FRAMES = 100;

  private final Throttle stacks;

  StackSampler(Ticker ticker) {
    stacks = new Throttle(STACKS_PER_MINUTE, Duration.ofMinutes(1), ticker);
  }

  /** Returns whether one more stack may be taken in the present minute, and counts it as taken. */
  boolean tryAcquire() {
    return stacks.tryAcquire();
  }

  /**
   * Returns the stack of a thread, innermost frame first; empty if there is no thread or its stack
   * cannot be read.
   */
  static List<StackTraceElement> stackOf(@Nullable Thread thread) {
    if (thread == null) {
      return List.of();
    }
    try {
      StackTraceElement[] frames = thread.getStackTrace();
      return List.of(Arrays.copyOf(frames, Math.min(frames.length, MAX_FRAMES)));
    } catch (Throwable e) { // not permitted, or no memory: the request is reported without it
      return List.of();
    }
  }
}
