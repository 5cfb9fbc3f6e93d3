package io.github.servletexporter.listener.hook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.BackgroundThread;
import io.github.servletexporter.base.BackgroundThread.CloseLimits;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CallQueueTest {

  private final WebApp webApp = new WebApp("/app", new ClassLoader(null) {});
  private final AtomicReference<HookThread> last = new AtomicReference<>();

  @Test
  void startsNoThreadAfterAConcurrentStop() {
    AtomicReference<CallQueue> queue = new AtomicReference<>();
    queue.set(
        new CallQueue(
            1,
            HookSettings.Limits.DEFAULT,
            Ticker.system(),
            calls -> {
              queue.get().stop();
              return thread(calls);
            }));

    boolean running = queue.get().ensureThread();
    last.get().dismiss();

    assertThat(running).isFalse();
    assertThat(queue.get().ensureThread()).isFalse();
  }

  private HookThread thread(BlockingQueue<HookCall> calls) {
    HookThread thread =
        new HookThread(
            calls,
            Ticker.system(),
            failure -> {},
            job ->
                new BackgroundThread(
                    webApp, "hooks", job, new CloseLimits(Duration.ZERO, Duration.ZERO)));
    last.set(thread);
    return thread;
  }
}
