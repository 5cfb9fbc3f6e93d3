package io.github.servletexporter.filter.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteRulesTest {

  private static final RouteRules RULES =
      RouteRules.of(List.of("/users/{id}", "/users/{id}/orders", "/static/** -> /static", "/"));

  @ParameterizedTest
  @CsvSource({
    "/users/7, /users/{id}",
    "/users/7;v=1, /users/{id}",
    "/users/7/orders, /users/{id}/orders",
    "/static, /static",
    "/static/a/b.css, /static",
    "/, /",
  })
  void labelsAPathWithItsTemplate(String path, String label) {
    assertThat(RULES.label(path, 0)).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({"/users", "/users/", "/users/7/", "/users/7/orders/1", "/staticx", "/Users/7", "*"})
  void matchesNoOtherPath(String path) {
    assertThat(RULES.label(path, 0)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"users/{id}", "/a/**/b", "/a -> b", "->", "/a/{b", "/{a}b", "/a -> /b -> /c"})
  void namesAnInvalidRule(String rule) {
    assertThatThrownBy(() -> RouteRules.of(List.of("/good", rule)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + rule + "\"");
  }

  @Test
  void isEmptyWithoutRules() {
    assertThat(RouteRules.of(List.of()).isEmpty()).isTrue();
  }
}
