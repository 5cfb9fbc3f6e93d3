package io.github.servletexporter.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LoggedFailureTest {

  @Test
  void logsAnOrdinaryExceptionAsItIs() {
    Exception ordinary = new IllegalStateException("no \"C:\\temp\"", new RuntimeException("why"));

    assertThat(LoggedFailure.of(ordinary)).isSameAs(ordinary);
  }

  @Test
  void escapesTheNameOfAClass() {
    assertThat(LogText.escaped(HostileClass.exception("bad")))
        .contains("X\\u000aERROR forged\\u001b")
        .doesNotContain("\n", "\u001b");
    assertOneLineForEachFrame(HostileClass.exception("bad"));
  }

  @Test
  void escapesMessagesOfCausesAndSuppressedExceptions() {
    Exception cause = new IllegalStateException("outer", new RuntimeException("a\nERROR forged"));
    assertOneLineForEachFrame(cause);
    Exception suppressing = new IllegalStateException("outer");
    suppressing.addSuppressed(new RuntimeException("a\nERROR forged"));
    assertOneLineForEachFrame(suppressing);
  }

  @Test
  void escapesFrames() {
    Exception failure = new IllegalStateException("x");
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("A\nERROR forged", "m\n", "f\n", 1)});

    assertOneLineForEachFrame(failure);
  }

  @Test
  void limitsTheSizeOfTheCopy() {
    Exception first = new IllegalStateException("x".repeat(5_000_000));
    Exception last = new IllegalStateException("last", first);
    first.initCause(last);

    assertThat(printed(LoggedFailure.of(last))).hasSizeLessThan(100_000);
  }

  @Test
  void survivesAnExceptionWhoseMethodsThrow() {
    Exception failure =
        new Exception() {
          private static final long serialVersionUID = 1L;

          @Override
          public String toString() {
            throw new IllegalStateException("toString");
          }
        };

    assertThat(LoggedFailure.of(failure).toString()).contains("LoggedFailureTest");
  }

  private static void assertOneLineForEachFrame(Throwable failure) {
    assertThat(printed(LoggedFailure.of(failure)).lines())
        .allMatch(line -> line.matches("\\P{Cntrl}.*|\t(at|\\.\\.\\.) .*"))
        .noneMatch(line -> line.startsWith("ERROR") || line.contains("\u001b"));
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
