package io.github.servletexporter.listener.watchdog;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes threads' stacks, so many a minute: each stops its thread for a moment, and nobody reads two
 * hundred of them. Used by one thread at a time.
 */
final class StackSampler {

  static final int STACKS_A_MINUTE = 10;
  static final int MAX_FRAMES = 100;
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private long minuteNanos;
  private int taken;

  StackSampler(long nowNanos) {
    minuteNanos = nowNanos;
  }

  /** Returns whether one more stack may be taken in this minute, and counts it as taken. */
  boolean admits(long nowNanos) {
    if (nowNanos - minuteNanos >= MINUTE_NANOS) {
      minuteNanos = nowNanos;
      taken = 0;
    }
    return taken < STACKS_A_MINUTE && taken++ >= 0;
  }

  /** Returns what a thread is doing, its innermost frames first; empty if that can't be had. */
  static List<StackTraceElement> stackOf(@Nullable Thread thread) {
    if (thread == null) {
      return List.of();
    }
    try {
      StackTraceElement[] frames = thread.getStackTrace();
      return List.of(Arrays.copyOf(frames, Math.min(frames.length, MAX_FRAMES)));
    } catch (Throwable e) { // not allowed, or no memory for it: the rest is worth telling
      return List.of();
    }
  }
}
