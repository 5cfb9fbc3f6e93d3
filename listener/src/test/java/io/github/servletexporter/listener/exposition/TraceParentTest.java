package io.github.servletexporter.listener.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context, level 1. */
class TraceParentTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-of-the-future"
      })
  void readsTheTraceId(String value) {
    assertThat(TraceParent.parse(value)).isEqualTo(new TraceParent(TRACE, SPAN, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
        "<script>alert(1)</script>"
      })
  void ignoresInvalidValues(String value) {
    assertThat(TraceParent.parse(value)).isNull();
  }

  @Test
  void readsWhetherTheTraceIsRecorded() {
    assertThat(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-00").sampled()).isFalse();
    assertThat(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-02").sampled()).isFalse();
    assertThat(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-03").sampled()).isTrue();
  }

  @Test
  void ignoresAValueOfMegabytes() {
    assertThat(TraceParent.parse("01-" + TRACE + "-00f067aa0ba902b7-01-" + "x".repeat(1_000_000)))
        .isNull();
    assertThat(TraceParent.parse(null)).isNull();
  }
}
