package io.github.servletexporter.it.operator.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.operator.program.Docs;
import io.github.servletexporter.it.operator.program.Nginx;
import io.github.servletexporter.it.operator.program.Ports;
import io.github.servletexporter.it.operator.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Running proxy in front of an application. */
final class Proxy implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final String APPLICATION = "127.0.0.1:8080";

  private final Program program;
  private final int port;

  private Proxy(Program program, int port) {
    this.program = program;
    this.port = port;
  }

  /** Starts nginx with docs/proxies/nginx.conf. */
  static Proxy nginx(Path directory, int application) throws IOException {
    int port = Ports.free();
    String snippet =
        replace(
            replace(Docs.read("proxies/nginx.conf"), APPLICATION, "127.0.0.1:" + application),
            "listen 80;",
            "listen 127.0.0.1:" + port + ";");
    Files.writeString(
        directory.resolve("nginx.conf"),
        "daemon off;\nmaster_process off;\n" + Nginx.configuration(snippet));
    List<String> command = List.of("nginx", "-p", directory + "/", "-c", "nginx.conf");
    return start(directory, port, List.of("-e", "stderr"), command);
  }

  /** Starts HAProxy with docs/proxies/haproxy.cfg. */
  static Proxy haproxy(Path directory, int application) throws IOException {
    int port = Ports.free();
    Files.writeString(
        directory.resolve("haproxy.cfg"),
        replace(
            replace(Docs.read("proxies/haproxy.cfg"), APPLICATION, "127.0.0.1:" + application),
            "bind :80",
            "bind 127.0.0.1:" + port));
    return start(directory, port, List.of(), List.of("haproxy", "-db", "-f", "haproxy.cfg"));
  }

  private static Proxy start(Path directory, int port, List<String> more, List<String> command) {
    List<String> all = new java.util.ArrayList<>(command);
    all.addAll(more);
    Program program = Program.start(directory, directory.resolve("proxy.log"), all);
    await("the proxy listens")
        .atMost(START_LIMIT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .failFast(() -> assertThat(program.isAlive()).as(program.output()).isTrue())
        .until(
            () -> {
              WireConnection.to(port).close();
              return true;
            });
    return new Proxy(program, port);
  }

  private static String replace(String configuration, String shipped, String ours) {
    assertThat(configuration).containsOnlyOnce(shipped);
    return configuration.replace(shipped, ours);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    program.close();
  }
}
