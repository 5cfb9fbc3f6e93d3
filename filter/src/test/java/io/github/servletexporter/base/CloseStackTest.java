package io.github.servletexporter.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class CloseStackTest {

  private final List<String> closed = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final CloseStack stack =
      new CloseStack((part, failure) -> failures.add(part + ": " + failure.getMessage()));

  @Test
  void closesPartsInReverse() {
    push("journal");
    push("server");
    push("attribute");

    stack.close();

    assertThat(closed).containsExactly("attribute", "server", "journal");
    assertThat(failures).isEmpty();
  }

  @Test
  void returnsThePart() {
    AutoCloseable part = () -> closed.add("part");

    assertThat(stack.push("part", part)).isSameAs(part);
  }

  @Test
  void goesOnPastFailuresOfAnyKind() {
    push("journal");
    pushFailing("server", new Exception("checked"));
    push("hooks");
    pushFailing("attribute", new StackOverflowError("too deep"));

    stack.close();

    assertThat(closed).containsExactly("hooks", "journal");
    assertThat(failures).containsExactly("attribute: too deep", "server: checked");
  }

  @Test
  void goesOnWhenAFailureCannotBeReported() {
    CloseStack silent =
        new CloseStack(
            (part, failure) -> {
              throw new OutOfMemoryError("Java heap space");
            });
    silent.push("journal", () -> closed.add("journal"));
    silent.push(
        "server",
        () -> {
          throw new IllegalStateException("bug");
        });

    silent.close();

    assertThat(closed).containsExactly("journal");
  }

  @Test
  void logsFailures() {
    Logger logger = Logger.getLogger(CloseStack.class.getName());
    List<LogRecord> records = new ArrayList<>();
    logger.setUseParentHandlers(false);
    logger.setFilter(record -> !records.add(record));
    try {
      CloseStack logging =
          CloseStack.logging(new WebApp("/app", CloseStackTest.class.getClassLoader()));
      logging.push(
          "server",
          () -> {
            throw new IllegalStateException("bug {0}");
          });

      logging.close();
    } finally {
      logger.setFilter(null);
      logger.setUseParentHandlers(true);
    }

    assertThat(records)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getMessage())
                  .isEqualTo(
                      "web app \"/app\": closing the server failed; the other parts are closed");
              assertThat(record.getThrown()).hasMessage("bug {0}");
            });
  }

  @Test
  void keepsTheInterruptOfAPart() {
    pushFailing("server", new InterruptedException("enough"));

    stack.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failures).containsExactly("server: enough");
  }

  @Test
  void closesEachPartOnce() {
    push("journal");

    stack.close();
    stack.close();

    assertThat(closed).containsExactly("journal");
  }

  @Test
  void closesAPartAtOnceThatComesTooLate() {
    stack.close();

    push("journal");
    pushFailing("server", new IllegalStateException("bug"));

    assertThat(closed).containsExactly("journal");
    assertThat(failures).containsExactly("server: bug");
  }

  @Test
  void closesPartsThatAPartPushesWhileItIsClosed() {
    stack.push("server", () -> push("connection"));

    stack.close();

    assertThat(closed).containsExactly("connection");
  }

  private void push(String name) {
    stack.push(name, () -> closed.add(name));
  }

  private void pushFailing(String name, Throwable failure) {
    stack.push(name, () -> sneakyThrow(failure));
  }

  @SuppressWarnings("unchecked") // the cast is not checked, which lets any exception pass
  private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
    throw (T) failure;
  }
}
