package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.server.Container.Family;
import java.util.Set;

/** Situations in which a filter cannot know the status on the wire, with the reasons. */
final class KnownDifferences {
  private static final Set<String> WITHOUT_STATUS = Set.of(Situation.NO_ANSWER, Situation.CLOSED);

  private KnownDifferences() {}

  private static Set<String> of(Family family) {
    return switch (family) {
      case TOMCAT ->
          Set.of("error page that sets another status", "response header that is too large");
      case JETTY ->
          Set.of(
              "error page that sets another status",
              "response header that is too large",
              "Content-Length that the body does not reach");
    };
  }

  /** Returns whether the status on the wire is known to differ from the counted one. */
  static boolean has(Family family, Situation situation) {
    return of(family).contains(situation.name());
  }

  /**
   * Returns the paths for which the access log does not have the status that the client saw.
   *
   * <p>Tomcat sets 500 when it catches an exception, however late; the 200 has been sent. For a
   * client that disconnects before the status line, neither log nor metrics can be right, nor for a
   * connection that the container closes without a status line.
   */
  static Set<String> pathsLoggedOtherwise(Family family) {
    return switch (family) {
      case TOMCAT ->
          Set.of(
              "/throw/after-commit",
              "/throw/after-close",
              "/throw/out-of-memory",
              "/async/dispatch-after-commit",
              "/async/never",
              "/async/timeout-after-commit",
              "/send-error-after-commit",
              "/upload-rethrown",
              "/nio/echo",
              "/nio/download",
              "/sse");
      case JETTY -> Set.of("/late/send-error-minus-1");
    };
  }

  /** Asserts that the statuses are equal, or that they differ in a known case. */
  static void check(Family family, Situation situation, Observed observed) {
    if (WITHOUT_STATUS.contains(observed.wire()) || observed.requests().isEmpty()) {
      return;
    }
    String counted = firstWord(observed.counted());
    String onTheWire = firstWord(observed.wire());
    if (has(family, situation)) {
      assertThat(counted).as("no longer a known difference: %s", situation).isNotEqualTo(onTheWire);
    } else {
      assertThat(counted).as(situation.name()).isEqualTo(onTheWire);
    }
  }

  private static String firstWord(String text) {
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }
}
