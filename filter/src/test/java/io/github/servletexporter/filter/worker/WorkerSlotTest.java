package io.github.servletexporter.filter.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.filter.worker.WorkerObserver.Assignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkerSlotTest {

  private final Thread first = new Thread("first");
  private final WorkerSlot slot = new WorkerSlot("pool", 0, 0, occupant(first));

  @Test
  void endsOnlyTheIntendedWorker() {
    Thread second = new Thread("second");
    slot.occupy(occupant(second));

    slot.retire(first, RecycleReason.STUCK);
    assertThat(slot.isDue()).isFalse();
    slot.retire(second, RecycleReason.STUCK);

    assertThat(slot.isDue()).isTrue();
  }

  @Test
  void doesNotEndTheNextWorkerOfTheSlot() {
    slot.retire(first, RecycleReason.STUCK);

    slot.occupy(occupant(new Thread("second")));

    assertThat(slot.isDue()).isFalse();
  }

  @Test
  @Timeout(60)
  void continuesWhenAThreadCannotBeInterrupted() {
    slot.occupy(occupant(new Uninterruptible()));
    slot.begin(0, 1);

    assertThatThrownBy(() -> slot.interrupt(1)).isInstanceOf(SecurityException.class);
    slot.end(1, false);

    assertThat(slot.isBusy()).isFalse();
  }

  @Test
  void interruptsAnotherRequestOfTheSameWorkerLater() {
    slot.begin(0, 1);
    assertThat(slot.interrupt(1)).isTrue();
    assertThat(slot.interrupt(1)).as("a second time").isFalse();
    slot.end(1, false);

    slot.begin(0, 2);

    assertThat(slot.interrupt(2)).isTrue();
  }

  private static Occupant occupant(Thread thread) {
    return new Occupant(thread, Assignment.unlimited("pool"), 0, 0, 0);
  }

  private static final class Uninterruptible extends Thread {

    @Override
    public void interrupt() {
      throw new SecurityException("a security manager's");
    }
  }
}
