package io.github.servletexporter.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The exit status of the example, run in a separate JVM, is what a supervisor sees. */
class ExitStatusTest {

  @Test
  void isThreeWhenAServletFailsToInitialise() throws Exception {
    Outcome outcome = run("--port=0", "--broken=init");

    assertThat(outcome.output())
        .contains(
            "web app \"\": failed to boot: servlet \"broken\" (init):"
                + " java.lang.IllegalStateException: the example fails to boot on purpose");
    assertThat(outcome.status()).isEqualTo(3);
  }

  @Test
  void isFourWhenAClassIsMissing() throws Exception {
    Outcome outcome = run("--port=0", "--broken=load");

    assertThat(outcome.output())
        .contains(
            "web app \"\": failed to boot: servlet \"broken\" (load):"
                + " java.lang.ClassNotFoundException: com.example.Absent");
    assertThat(outcome.status()).isEqualTo(4);
  }

  @Test
  void isOneWhenItIsNotTheApplicationThatFails() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Outcome outcome = run("--port=" + taken.getLocalPort());

      assertThat(outcome.output()).contains("BindException").doesNotContain("failed to boot");
      assertThat(outcome.status()).isOne();
    }
  }

  private static Outcome run(String... options) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ExampleApp.class.getName());
    builder.command().addAll(List.of(options));
    Process process = builder.redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Result of a process. */
  private record Outcome(int status, String output) {}
}
