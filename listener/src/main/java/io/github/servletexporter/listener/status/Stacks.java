package io.github.servletexporter.listener.status;

import io.github.servletexporter.base.Throttle;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.listener.journal.ApplicationFrames;
import io.github.servletexporter.listener.worker.WorkerSnapshot;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stacks of workers, one at a time. Their number is limited, because each stops its thread for a
 * moment. Thread-safe.
 */
final class Stacks {

  static final int PER_MINUTE = 60;
  private static final int MAX_FRAMES = 200;
  private static final int MAX_FRAME_CHARS = 300;

  /** Frames that the JVM reads; more than are shown, so that their number is known. */
  private static final int MAX_DEPTH = 5_000;

  private final Supplier<List<WorkerSnapshot>> workers;
  private final Throttle throttle;

  Stacks(Supplier<List<WorkerSnapshot>> workers, Ticker ticker) {
    this.workers = workers;
    this.throttle = new Throttle(PER_MINUTE, Duration.ofMinutes(1), ticker);
  }

  /** Returns whether one more stack may be taken in the present minute, and counts it as taken. */
  boolean tryAcquire() {
    return throttle.tryAcquire();
  }

  /** Returns the worker with a thread, if there is one. */
  Optional<WorkerSnapshot> worker(long threadId) {
    return workers.get().stream().filter(each -> each.thread().getId() == threadId).findFirst();
  }

  /** Returns {@code stack.json}, which docs/status.md describes. */
  static byte[] write(WorkerSnapshot worker, Instant now, long nanos) throws IOException {
    Thread thread = worker.thread();
    ThreadInfo info = info(thread);
    StackTraceElement[] frames = info == null ? thread.getStackTrace() : info.getStackTrace();
    Json json = new Json().time("time", now).object("worker");
    SnapshotRows.write(json, worker, now, nanos);
    json.end()
        .label("threadState", (info == null ? thread.getState() : info.getThreadState()).name())
        .label("waitsFor", info == null || info.getLockName() == null ? "" : info.getLockName())
        .label("heldBy", heldBy(info))
        .count("frameCount", frames.length);
    List<StackTraceElement> shown = List.of(frames).subList(0, Math.min(frames.length, MAX_FRAMES));
    json.texts("frames", texts(shown), MAX_FRAMES, MAX_FRAME_CHARS)
        .texts("applicationFrames", texts(ofApplication(shown)), MAX_FRAMES, MAX_FRAME_CHARS);
    return json.toBytes();
  }

  private static List<StackTraceElement> ofApplication(List<StackTraceElement> frames) {
    return frames.stream().filter(ApplicationFrames::contain).toList();
  }

  private static List<String> texts(List<StackTraceElement> frames) {
    return frames.stream().map(StackTraceElement::toString).toList();
  }

  private static String heldBy(@Nullable ThreadInfo info) {
    return info == null || info.getLockOwnerName() == null
        ? ""
        : info.getLockOwnerName() + " (" + info.getLockOwnerId() + ")";
  }

  /** Returns null for a virtual thread, about which the JVM's bean knows nothing. */
  private static @Nullable ThreadInfo info(Thread thread) {
    return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId(), MAX_DEPTH);
  }
}
