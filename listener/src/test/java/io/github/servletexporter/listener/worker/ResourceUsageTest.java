package io.github.servletexporter.listener.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.worker.WorkerObserver;
import io.github.servletexporter.filter.worker.WorkerSlot;
import io.github.servletexporter.filter.worker.WorkerTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceUsageTest {

  private final Readings readings = new Readings();
  private final ResourceUsage usage = new ResourceUsage(readings);
  private final WorkerTable table = new WorkerTable(WorkerObserver.none(), failure -> {});

  @Test
  void countsFromTheFirstRequestOfAWorker() {
    WorkerSlot slot = table.current(0);
    readings.cpu = 1_000;
    usage.started(slot);
    readings.cpu = 1_700;

    usage.read(List.of(slot));

    assertThat(usage.of(slot).cpuNanos()).isEqualTo(700);
  }

  @Test
  void addsUpTheThreadsOfASlot() throws Exception {
    WorkerSlot[] slot = new WorkerSlot[1];
    for (int i = 0; i < 3; i++) {
      Thread thread =
          new Thread(
              () -> {
                slot[0] = table.current(0);
                readings.cpu = 50;
                usage.started(slot[0]);
                readings.cpu = 60;
                usage.due(slot[0]);
              });
      thread.start();
      thread.join();
    }

    assertThat(usage.of(slot[0]).cpuNanos()).isEqualTo(30);
  }

  @Test
  void keepsTheLastReadingOfAnEndedThread() {
    WorkerSlot slot = table.current(0);
    readings.cpu = 10;
    usage.started(slot);
    readings.cpu = 25;
    usage.read(List.of(slot));
    readings.cpu = ThreadUsage.UNKNOWN;

    usage.read(List.of(slot));

    assertThat(usage.of(slot).cpuNanos()).isEqualTo(15);
  }

  @Test
  void reportsUnknownIfTheJvmDoes() {
    ResourceUsage unknown = new ResourceUsage(new ThreadUsage() {});
    WorkerSlot slot = table.current(0);

    unknown.started(slot);
    unknown.read(List.of(slot));

    assertThat(unknown.of(slot).cpuNanos()).isEqualTo(ThreadUsage.UNKNOWN);
    assertThat(unknown.of(slot).allocatedBytes()).isEqualTo(ThreadUsage.UNKNOWN);
  }

  @Test
  void readsThisJvm() {
    ResourceUsage real = new ResourceUsage();
    WorkerSlot slot = table.current(0);
    real.started(slot);
    byte[] allocated = new byte[1 << 20];

    real.read(List.of(slot));

    assertThat(real.of(slot).allocatedBytes()).isGreaterThanOrEqualTo(allocated.length);
    assertThat(real.of(slot).cpuNanos()).isNotNegative();
  }

  private static final class Readings implements ThreadUsage {

    volatile long cpu;

    @Override
    public long currentCpuNanos() {
      return cpu;
    }

    @Override
    public long[] cpuNanos(long[] threadIds) {
      long[] all = new long[threadIds.length];
      Arrays.fill(all, cpu);
      return all;
    }
  }
}
