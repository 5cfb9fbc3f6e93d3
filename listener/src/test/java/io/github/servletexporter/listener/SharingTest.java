package io.github.servletexporter.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SharingTest {

  private final List<Throwable> told = new ArrayList<>();
  private final Sharing.Shown shown = new Sharing.Shown(UnaryOperator.identity(), told::add);

  @Test
  void namesFamiliesThatMembersHaveWithOtherTypes() {
    shown.tellOfDisputed(List.of("orders_total", "carts"));

    assertThat(told)
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("orders_total", "carts");
  }

  @Test
  void tellsNothingWhenMembersAgree() {
    shown.tellOfDisputed(List.of());

    assertThat(told).isEmpty();
  }
}
