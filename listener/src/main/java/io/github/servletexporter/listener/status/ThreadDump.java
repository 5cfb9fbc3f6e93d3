package io.github.servletexporter.listener.status;

import io.github.servletexporter.base.Throttle;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Dump of all threads of the JVM as text, limited in size and frequency, because it stops the whole
 * JVM for a moment. Threads with a request come first, the oldest request at the top. Thread-safe.
 */
final class ThreadDump {

  static final int PER_MINUTE = 6;
  static final int MAX_CHARS = 2_000_000;
  private static final int MAX_DEPTH = 150;
  private static final int MAX_LINE_CHARS = 300;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Supplier<List<WorkerSnapshot>> workers;
  private final Throttle throttle;

  ThreadDump(Supplier<List<WorkerSnapshot>> workers, Ticker ticker) {
    this.workers = workers;
    this.throttle = new Throttle(PER_MINUTE, Duration.ofMinutes(1), ticker);
  }

  /** Returns whether one more dump may be taken in the present minute, and counts it as taken. */
  boolean tryAcquire() {
    return throttle.tryAcquire();
  }

  /** Takes a dump. */
  byte[] take(Identity identity, Instant now, long nanos) {
    Map<Long, WorkerSnapshot> byThread = new HashMap<>();
    workers.get().forEach(worker -> byThread.put(worker.thread().getId(), worker));
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    // Not the ownable synchronizers: to find them, the JVM walks the whole heap while all threads
    // wait.
    ThreadInfo[] threads = bean.dumpAllThreads(true, false, MAX_DEPTH);
    StringBuilder text = new StringBuilder(threads.length * 1_000);
    text.append(identity.application().isEmpty() ? "/" : identity.application())
        .append(" on ")
        .append(identity.host().isEmpty() ? "unknown host" : identity.host())
        .append(", process ")
        .append(identity.processId())
        .append(", ")
        .append(now)
        .append(", ")
        .append(threads.length)
        .append(" threads\n");
    addDeadlock(text, bean.findDeadlockedThreads());
    int omitted = 0;
    for (ThreadInfo thread : oldestRequestFirst(threads, byThread)) {
      if (text.length() < MAX_CHARS) {
        add(text, thread, byThread.get(thread.getThreadId()), nanos);
      } else {
        omitted++;
      }
    }
    if (omitted > 0) {
      text.append("\n... ").append(omitted).append(" more threads\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void addDeadlock(StringBuilder text, long @Nullable [] deadlocked) {
    if (deadlocked != null) {
      text.append("\nDEADLOCK between the threads with the IDs ")
          .append(Arrays.toString(deadlocked))
          .append('\n');
    }
  }

  private static List<ThreadInfo> oldestRequestFirst(
      ThreadInfo[] threads, Map<Long, WorkerSnapshot> workers) {
    Comparator<ThreadInfo> byStart =
        Comparator.comparingLong(
            thread -> {
              WorkerSnapshot worker = workers.get(thread.getThreadId());
              RunningRequest request = worker == null ? null : worker.request();
              return request == null ? Long.MAX_VALUE : request.startNanos();
            });
    return Arrays.stream(threads).sorted(byStart.thenComparing(ThreadInfo::getThreadName)).toList();
  }

  private static void add(
      StringBuilder text, ThreadInfo thread, @Nullable WorkerSnapshot worker, long nanos) {
    line(
        text.append('\n'),
        "\"%s\" #%d %s"
            .formatted(thread.getThreadName(), thread.getThreadId(), thread.getThreadState()));
    RunningRequest request = worker == null ? null : worker.request();
    if (worker != null && request != null) {
      line(
          text,
          "  %s %s for %.1f s, worker %d of pool %s"
              .formatted(
                  request.method(),
                  request.route().isEmpty() ? "(no route)" : request.route(),
                  (nanos - request.startNanos()) / NANOS_PER_SECOND,
                  worker.slot(),
                  worker.pool()));
    }
    LockInfo lock = thread.getLockInfo();
    if (lock != null) {
      String owner = thread.getLockOwnerName();
      line(text, "  waits for " + lock + (owner == null ? "" : ", held by \"" + owner + "\""));
    }
    StackTraceElement[] frames = thread.getStackTrace();
    for (int depth = 0; depth < frames.length; depth++) {
      line(text, "    at " + frames[depth]);
      for (MonitorInfo monitor : thread.getLockedMonitors()) {
        if (monitor.getLockedStackDepth() == depth) {
          line(text, "      holds " + monitor);
        }
      }
    }
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.startsWith(" ") ? leading(line) : "")
        .append(VisibleText.shown(line.strip(), MAX_LINE_CHARS))
        .append('\n');
  }

  private static String leading(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }
}
