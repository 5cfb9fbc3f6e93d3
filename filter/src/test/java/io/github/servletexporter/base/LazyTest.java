package io.github.servletexporter.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazyTest {

  private final AtomicInteger constructions = new AtomicInteger();

  @Test
  void buildsTheValueOnceWhenItIsNeeded() {
    Lazy<Integer> value = new Lazy<>(constructions::incrementAndGet);

    assertThat(constructions).hasValue(0);
    assertThat(value.get()).isOne();
    assertThat(value.get()).isOne();
  }

  @Test
  void repeatsAConstructionThatHasFailed() {
    Lazy<Integer> value = new Lazy<>(this::failFirst);

    assertThatThrownBy(value::get).isInstanceOf(IllegalStateException.class);

    assertThat(value.get()).isEqualTo(2);
  }

  private int failFirst() {
    if (constructions.incrementAndGet() == 1) {
      throw new IllegalStateException("first");
    }
    return constructions.get();
  }
}
