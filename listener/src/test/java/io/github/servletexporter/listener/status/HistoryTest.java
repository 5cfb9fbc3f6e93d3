package io.github.servletexporter.listener.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private final History history = new History();

  @Test
  void forgetsTheOldestSampleAfterAnHour() {
    add(1, History.CAPACITY + 5);

    History.Samples all = history.after(0);

    assertThat(all.nanos()).hasSize(History.CAPACITY).isSorted().startsWith(6);
    assertThat(all.values()[0][0]).isEqualTo(6);
    assertThat(all.sequence()).isEqualTo(725);
  }

  @Test
  void returnsTheSamplesThatAReaderLacks() {
    add(1, 10);

    assertThat(history.after(8).nanos()).containsExactly(9, 10);
    assertThat(history.after(10).nanos()).isEmpty();
    assertThat(history.after(99).nanos()).isEmpty();
    assertThat(history.after(-99).nanos()).hasSize(10);
    assertThat(history.after(Long.MIN_VALUE).nanos()).hasSize(10);
    assertThat(history.after(Long.MAX_VALUE).nanos()).isEmpty();
  }

  @Test
  void returnsCopies() {
    add(1, 1);

    history.after(0).values()[0][0] = 99;

    assertThat(history.after(0).values()[0][0]).isEqualTo(1);
  }

  private void add(int first, int last) {
    for (int i = first; i <= last; i++) {
      double[] row = new double[Column.values().length];
      Arrays.fill(row, i);
      history.add(i, row);
    }
  }
}
