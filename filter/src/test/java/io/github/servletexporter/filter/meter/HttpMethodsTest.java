package io.github.servletexporter.filter.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HttpMethodsTest {

  @Test
  void knowsTheMethodsOfTheStandards() {
    HttpMethods methods = HttpMethods.defaults();

    assertThat(methods.labelOf("QUERY")).isEqualTo("QUERY");
    assertThat(methods.labelOf("PATCH")).isEqualTo("PATCH");
    assertThat(methods.labelOf("PROPFIND")).isEqualTo("_OTHER");
    assertThat(methods.labelOf("get")).isEqualTo("_OTHER");
    assertThat(methods.labelOf(null)).isEqualTo("_OTHER");
  }

  @Test
  void replacesTheDefaultMethods() {
    HttpMethods methods = HttpMethods.of(List.of("GET", "PROPFIND"));

    assertThat(methods.count()).isEqualTo(3);
    assertThat(methods.labelOf("PROPFIND")).isEqualTo("PROPFIND");
    assertThat(methods.labelOf("POST")).isEqualTo("_OTHER");
  }

  @Test
  void recognizesHeadThatIsNotKnown() {
    HttpMethods methods = HttpMethods.of(List.of("GET"));

    assertThat(methods.mayBeHead(methods.indexOf("HEAD"))).isTrue();
    assertThat(methods.mayBeHead(methods.indexOf("GET"))).isFalse();
    assertThat(HttpMethods.defaults().mayBeHead(1)).isTrue();
  }

  @Test
  void isBoundedInCountAndLength() {
    refuses(List.of());
    refuses(List.of("GET", "GET"));
    refuses(List.of("_OTHER"));
    refuses(List.of("TWO WORDS"));
    refuses(List.of("\u0130D"));
    refuses(List.of(""));
    refuses(Collections.nCopies(1, "X".repeat(HttpMethods.MAX_LENGTH + 1)));
    refuses(IntStream.rangeClosed(0, HttpMethods.MAX_METHODS).mapToObj(i -> "M" + i).toList());
  }

  private static void refuses(List<String> names) {
    assertThatIllegalArgumentException().isThrownBy(() -> HttpMethods.of(names));
  }
}
