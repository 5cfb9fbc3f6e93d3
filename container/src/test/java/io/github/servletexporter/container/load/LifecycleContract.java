package io.github.servletexporter.container.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Lifecycle: the MBean exists while the pool runs, and nothing is left after it. */
public abstract class LifecycleContract extends ContainerTest {

  protected LifecycleContract(Container container) {
    super(container);
  }

  @Test
  void exposesItsRuleAndItsWorkersBudgets() throws Exception {
    start(PoolSettings.of(2).retiringAfter(1_000, 0));

    assertThat(request("/").join()).isTrue();

    assertThat(Pools.attribute("MaxRequests")).isEqualTo(1_000);
    assertThat(Pools.attribute("MaxRequestsJitter")).isEqualTo(0);
    assertThat(Pools.attribute("MaxLifetimeSeconds")).isEqualTo(0L);
    assertThat(Pools.attribute("MaxLifetimeJitterSeconds")).isEqualTo(0L);
    assertThat(Pools.attribute("RecycledWorkers")).isEqualTo(0L);
    ObjectName name = Pools.names().iterator().next();
    assertThat(ObjectName.unquote(name.getKeyProperty("name"))).isEqualTo(Pools.attribute("Name"));
    Thread worker = requestsByWorker().keySet().iterator().next();
    await().untilAsserted(() -> assertThat(Pools.budget(worker)).hasValue(999));
    assertThat(Pools.budgetOrNull(Thread.currentThread())).isNull();
  }

  @Test
  void startsAgainAfterAStop() throws Exception {
    start(PoolSettings.of(4).retiringAfter(10, 0));
    load(4, 200);

    server().stop();
    assertThat(Pools.names()).isEmpty();
    server().start();

    assertThat(Pools.names()).hasSize(1);
    assertThat(recycledWorkers()).isZero();
    assertThat(load(4, 200).failed()).isZero();
    await().untilAsserted(() -> assertThat(recycledWorkers()).isGreaterThan(10));
    awaitWorkers(4);
  }

  @Test
  void restoresTheConfiguredMaximumWhenItStops() throws Exception {
    Gate gate = new Gate();
    start(PoolSettings.of(2), gate);
    CompletableFuture<Boolean> stuck = request("/stuck");
    await().until(() -> !gate.stuck().isEmpty());
    assertThat(Pools.replace(gate.stuck().element())).isTrue();

    gate.open();
    server().stop();
    server().start();

    assertThat(server().maxWorkers()).isEqualTo(2);
    stuck.join();
  }

  @Test
  void sharesTheJvmWithAnotherPoolOfTheSameName() throws Exception {
    start(PoolSettings.of(2).retiringAfter(10, 0));
    PoolServer other = startAnother(PoolSettings.of(2).retiringAfter(20, 0));
    try {
      assertThat(Pools.names()).hasSize(2);
      assertThat(Pools.names().stream().map(name -> name.getKeyProperty("id")).distinct())
          .hasSize(2);
      assertThat(load(4, 100).failed()).isZero();
    } finally {
      other.destroy();
    }

    assertThat(Pools.names()).hasSize(1);
    assertThat(load(4, 100).failed()).isZero();
  }

  @Test
  void leavesNoThreadAndNoMBeanWhenItStopsUnderLoad() throws Exception {
    start(PoolSettings.of(WORKERS).retiringAfter(20, 5));
    AtomicBoolean stopped = new AtomicBoolean();
    CompletableFuture<Void> loading = Threads.run(() -> loadUntil(stopped));
    await().until(() -> recycledWorkers() > 50);

    server().stop();
    stopped.set(true);

    assertThat(Pools.names()).isEmpty();
    loading.join();
    await().until(() -> requestsByWorker().keySet().stream().noneMatch(Thread::isAlive));
  }

  private void loadUntil(AtomicBoolean stopped) {
    while (!stopped.get()) {
      try {
        new LoadClient(server().port(), 24, 1, 1_000).send(1_000);
      } catch (Exception refused) {
        // the server is about to stop
      }
    }
  }

  @Test
  void keepsNoApplicationInMemoryWhoseRequestStartedAWorker() throws Exception {
    Gate gate = new Gate();
    start(PoolSettings.of(2).growingFrom(1).retiringAfter(1, 0), gate);
    request("/stuck");
    await().until(() -> !gate.stuck().isEmpty());
    CompletableFuture<Thread> worker = new CompletableFuture<>();

    WeakReference<ClassLoader> loader =
        startWorkerFromApp(() -> worker.complete(Thread.currentThread()));

    assertThat(worker.join()).isNotEqualTo(gate.stuck().element());
    load(1, 10); // successors inherit from each other
    await()
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
    gate.open();
  }

  private WeakReference<ClassLoader> startWorkerFromApp(Runnable task) throws Exception {
    ForeignApp.Loader loader = new ForeignApp.Loader();
    loader.app().accept(server()::execute, task);
    return new WeakReference<>(loader);
  }
}
