package io.github.servletexporter.container.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.container.load.Pools;
import io.github.servletexporter.container.worker.RetirementRule;
import java.io.Closeable;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.util.thread.ThreadPoolBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Behaviour of the pool that is specific to Jetty. */
class RecyclingThreadPoolTest {

  private final RecyclingThreadPool pool = new RecyclingThreadPool(10, 2, 1_000, 100);

  @AfterEach
  void stop() throws Exception {
    pool.stop();
  }

  @Test
  void hasThePropertiesItWasCreatedWith() {
    assertThat(pool.getMaxThreads()).isEqualTo(10);
    assertThat(pool.getMinThreads()).isEqualTo(2);
    assertThat(pool.getMaxRequests()).isEqualTo(1_000);
    assertThat(pool.getMaxRequestsJitter()).isEqualTo(100);
    assertThat(pool.getReservedThreads()).isZero();
  }

  @Test
  void hasPropertiesThatCanBeSet() {
    pool.setMaxRequests(1);
    pool.setMaxRequestsJitter(2);
    pool.setMaxLifetimeSeconds(3);
    pool.setMaxLifetimeJitterSeconds(4);

    assertThat(pool.getMaxRequests()).isEqualTo(1);
    assertThat(pool.getMaxRequestsJitter()).isEqualTo(2);
    assertThat(pool.getMaxLifetimeSeconds()).isEqualTo(3);
    assertThat(pool.getMaxLifetimeJitterSeconds()).isEqualTo(4);
  }

  @Test
  void recyclesNothingByDefault() {
    RecyclingThreadPool plain = new RecyclingThreadPool();

    assertThat(plain.getMaxThreads()).isEqualTo(200);
    assertThat(plain.getMinThreads()).isEqualTo(8);
    assertThat(plain.getMaxRequests()).isZero();
    assertThat(plain.getMaxLifetimeSeconds()).isZero();
  }

  @Test
  void namesAnInvalidNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecyclingThreadPool(10, 2, -1, 0))
        .withMessage("maxRequests: expected a whole number from 0 to 2147483647, but was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.setMaxLifetimeSeconds(-1))
        .withMessageStartingWith("maxLifetimeSeconds: ");
  }

  @Test
  void refusesReservedThreadsWithAReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.setReservedThreads(4))
        .withMessageContaining(
            "reservedThreads: expected 0, but was 4; a reserved thread runs many");

    pool.setReservedThreads(-1);

    assertThat(pool.getReservedThreads()).isZero();
  }

  @Test
  void refusesVirtualThreadsWithAReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.setVirtualThreadsExecutor(Runnable::run))
        .withMessageContaining("virtualThreadsExecutor: expected none");

    pool.setVirtualThreadsExecutor(null);

    assertThat(pool.getVirtualThreadsExecutor()).isNull();
  }

  @Test
  void raisesTheMaximumToTheMinimumAsJettyDoes() throws Exception {
    pool.start();

    pool.setMinThreads(12);

    assertThat(pool.getMaxThreads()).isEqualTo(12);
    pool.setMaxThreads(3);
    assertThat(pool.getMinThreads()).isEqualTo(3);
    assertThat(pool.getMaxThreads()).isEqualTo(3);
  }

  @Test
  void keepsTheMaximumWhenJettysOwnThreadsNeedMore() throws Exception {
    pool.start();
    ThreadPoolBudget.leaseFrom(pool, this, 5);

    assertThatIllegalStateException().isThrownBy(() -> pool.setMaxThreads(5));

    assertThat(pool.getMaxThreads()).isEqualTo(10);
    assertThat(replaceAWorker()).isTrue();
    await().untilAsserted(() -> assertThat(pool.getMaxThreads()).isEqualTo(10));
  }

  @Test
  void shrinksWhenIdleAsJettyDoes() throws Exception {
    pool.setIdleTimeout(50);
    pool.start();
    CompletableFuture<Void> end = new CompletableFuture<>();
    for (int i = 0; i < 6; i++) {
      pool.execute(end::join);
    }
    assertThat(pool.getThreads()).isGreaterThanOrEqualTo(6);

    end.complete(null);

    await().untilAsserted(() -> assertThat(pool.getThreads()).isEqualTo(2));
    assertThat(Pools.attribute("RecycledWorkers")).isEqualTo(0L);
  }

  @Test
  void takesJobsAndAgesWithoutAnIdleTimeout() throws Exception {
    pool.setIdleTimeout(0);
    pool.setMaxLifetimeSeconds(1);
    pool.start();

    await().untilAsserted(() -> assertThat((long) Pools.attribute("RecycledWorkers")).isPositive());

    CompletableFuture<Thread> worker = new CompletableFuture<>();
    pool.execute(() -> worker.complete(Thread.currentThread()));
    assertThat(worker.join().getName()).startsWith(pool.getName());
  }

  @Test
  void inheritsNothingFromTheCreatingThread() throws Exception {
    InheritableThreadLocal<String> left = new InheritableThreadLocal<>();
    left.set("left behind");
    pool.start();

    CompletableFuture<Thread> worker = new CompletableFuture<>();
    CompletableFuture<String> inherited = new CompletableFuture<>();
    pool.execute(
        () -> {
          worker.complete(Thread.currentThread());
          inherited.complete(left.get());
        });

    assertThat(inherited.join()).isNull();
    assertThat(worker.join().getContextClassLoader()).isSameAs(getClass().getClassLoader());
    assertThat(worker.join().isDaemon()).isEqualTo(pool.isDaemon());
  }

  @Test
  void closesJobsThatItDidNotRunWhenADueWorkerStopsIt() throws Exception {
    RecyclingThreadPool one =
        new RecyclingThreadPool(1, 1, new RetirementRule(1, 0, 0, 0), Runnable::run);
    one.setStopTimeout(0);
    one.start();
    ClosableJob waiting = new ClosableJob();
    CompletableFuture<Void> queued = new CompletableFuture<>();
    CompletableFuture<Void> stopped = new CompletableFuture<>();

    one.execute(
        () -> {
          queued.join();
          Pools.budget(Thread.currentThread()).set(0);
          try {
            one.stop();
            stopped.complete(null);
          } catch (Exception e) {
            stopped.completeExceptionally(e);
          }
        });
    one.execute(waiting);
    queued.complete(null);

    stopped.join();
    assertThat(waiting.closed).isTrue();
  }

  private static final class ClosableJob implements Runnable, Closeable {
    private volatile boolean closed;

    @Override
    public void run() {}

    @Override
    public void close() {
      closed = true;
    }
  }

  private boolean replaceAWorker() {
    CompletableFuture<Boolean> replaced = new CompletableFuture<>();
    pool.execute(() -> replaced.complete(Pools.replace(Thread.currentThread())));
    return replaced.join();
  }
}
