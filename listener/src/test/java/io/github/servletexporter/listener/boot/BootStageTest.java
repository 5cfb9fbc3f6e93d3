package io.github.servletexporter.listener.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.servletexporter.listener.container.Causes;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BootStageTest {

  static Stream<Throwable> failuresOfLoading() {
    return Stream.of(
        new ClassNotFoundException("com.example.Absent"),
        new NoClassDefFoundError("com/example/Absent"),
        new ExceptionInInitializerError(new IllegalStateException("no database")),
        new UnsupportedClassVersionError("compiled by a later version"),
        new NoSuchMethodError("of an older library"),
        new TypeNotPresentException("com.example.Absent", null));
  }

  @ParameterizedTest
  @MethodSource("failuresOfLoading")
  void findsAFailureOfLoadingWhereverItIsAmongTheCauses(Throwable failure) {
    Throwable wrapped = new IllegalStateException("no context", new RuntimeException(failure));

    assertThat(BootStage.of(failure)).isEqualTo(BootStage.LOAD);
    assertThat(BootStage.of(wrapped)).isEqualTo(BootStage.LOAD);
    assertThat(BootFailure.exitStatus(wrapped)).isEqualTo(4);
  }

  @Test
  void takesEveryOtherFailureForOneOfInitialization() {
    Throwable failure = new IllegalStateException("no context", new IOException("no disk"));

    assertThat(BootStage.of(failure)).isEqualTo(BootStage.INIT);
    assertThat(BootFailure.exitStatus(failure)).isEqualTo(3);
  }

  @Test
  void knowsTheRootCauseOfAStaticInitializerThatFailed() {
    Throwable error = catchThrowable(() -> Unlinkable.VALUE.isEmpty());

    assertThat(error).isInstanceOf(ExceptionInInitializerError.class);
    assertThat(BootStage.of(Causes.root(error))).isEqualTo(BootStage.LOAD);
  }

  @Test
  void findsItsWayOutOfARingOfCauses() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);

    assertThat(BootStage.of(first)).isEqualTo(BootStage.INIT);
    assertThat(Causes.of(first)).containsExactly(first, second);
  }

  @Test
  void asksAnExceptionThatThrowsForNoMoreThanItTells() {
    Throwable vicious =
        new RuntimeException("outer") {
          private static final long serialVersionUID = 1L;

          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause for you");
          }
        };

    assertThat(Causes.root(vicious)).isSameAs(vicious);
  }

  private static final class Unlinkable {

    static final String VALUE = value();

    private static String value() {
      throw new IllegalStateException("no native library");
    }
  }
}
