package io.github.servletexporter.listener.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SnapshotTest {

  @Test
  void refusesNumbersThatTheContainerUsesForUnknown() {
    assertThatThrownBy(() -> new PoolSnapshot("web", -1, null, null, null, null, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("busy must not be negative, but was -1");
    assertThatThrownBy(() -> new ConnectorSnapshot("web", 1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("max must not be negative, but was -1");
  }

  @Test
  void refusesAnEmptyLabel() {
    assertThatThrownBy(() -> PoolSnapshot.withoutNumbers("", false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConnectorSnapshot("", null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesANegativeNumberOfTheContainerForUnknown() {
    assertThat(Numbers.known(-1)).isNull();
    assertThat(Numbers.known(0)).isZero();
    assertThat(Numbers.known(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
  }
}
