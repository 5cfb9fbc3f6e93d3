package io.github.servletexporter.listener.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapturedExceptionTest {

  private static final StackTraceElement CONTAINER = frame("org.apache.catalina.Valve");
  private static final StackTraceElement OURS = frame("com.example.Orders");

  @Test
  void showsTheChainOfCausesToItsEnd() {
    Exception root = thrown(new Exception("root"), frame("com.example.Store"), CONTAINER);
    Exception middle = thrown(new Exception("middle", root), containerFrames(300));
    Exception top = thrown(new Exception("top", middle), containerFrames(300));

    List<String> digest = CapturedException.of(top).digest(24);

    assertThat(digest)
        .containsSubsequence(
            "java.lang.Exception: top",
            "\tat org.apache.catalina.Valve.call(File.java:1)",
            "\t... 299 frames",
            "Caused by: java.lang.Exception: middle",
            "Caused by: java.lang.Exception: root",
            "\tat com.example.Store.call(File.java:1)",
            "\t... 1 frame");
  }

  @Test
  void prefersTheFramesOfTheApplication() {
    List<StackTraceElement> frames = new ArrayList<>();
    frames.add(frame("java.util.Objects"));
    frames.add(frame("java.util.List"));
    frames.add(OURS);
    frames.addAll(Arrays.asList(containerFrames(50)));
    frames.add(OURS);
    Exception exception = thrown(new Exception("x"), frames.toArray(StackTraceElement[]::new));

    assertThat(CapturedException.of(exception).digest(24))
        .containsExactly(
            "java.lang.Exception: x",
            "\tat java.util.Objects.call(File.java:1)",
            "\t... 1 frame",
            "\tat com.example.Orders.call(File.java:1)",
            "\t... 50 frames",
            "\tat com.example.Orders.call(File.java:1)");
  }

  @Test
  void limitsTheLinesOfAnyException() {
    Exception each = new Exception("root");
    for (int i = 0; i < 100; i++) {
      StackTraceElement[] frames = new StackTraceElement[1_000];
      Arrays.fill(frames, i % 2 == 0 ? OURS : CONTAINER);
      each = thrown(new Exception("cause " + i, each), frames);
    }

    assertThat(CapturedException.of(each).digest(24)).hasSizeLessThan(80);
    assertThat(CapturedException.of(each).lines()).hasSizeLessThan(600);
  }

  private static Exception thrown(Exception exception, StackTraceElement... frames) {
    exception.setStackTrace(frames);
    return exception;
  }

  private static StackTraceElement[] containerFrames(int count) {
    StackTraceElement[] frames = new StackTraceElement[count];
    Arrays.fill(frames, CONTAINER);
    return frames;
  }

  private static StackTraceElement frame(String type) {
    return new StackTraceElement(type, "call", "File.java", 1);
  }
}
