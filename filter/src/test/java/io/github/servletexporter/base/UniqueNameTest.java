package io.github.servletexporter.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UniqueNameTest {

  @Test
  void numbersANameThatIsInUse() {
    try (UniqueName first = UniqueName.claim("/unique")) {
      try (UniqueName second = UniqueName.claim("/unique");
          UniqueName third = UniqueName.claim("/unique")) {
        assertThat(first.text()).isEqualTo("/unique");
        assertThat(second.text()).isEqualTo("/unique#2");
        assertThat(third.text()).isEqualTo("/unique#3");
      }
      try (UniqueName again = UniqueName.claim("/unique")) {
        assertThat(again.text()).isEqualTo("/unique#2");
      }
    }
    assertThat(System.getProperties().keySet())
        .noneMatch(property -> property.toString().contains("/unique"));
  }
}
