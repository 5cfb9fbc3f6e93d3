package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tomcat from its zip, run by its own script on a free port and controlled through its manager. */
final class TomcatServer implements StandaloneServer {
  private static final Pattern PORT =
      Pattern.compile("Starting ProtocolHandler \\[\"http-nio-\\S*-auto-\\d+-(\\d+)\"");
  private static final String STARTED = "Server startup in";
  private static final String CREDENTIALS =
      Base64.getEncoder().encodeToString("deployer:deployer".getBytes(UTF_8));

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path home;
  private final Path base;
  private final ServerProcess process;
  private final int port;

  private TomcatServer(Path home, Path base, ServerProcess process) {
    this.home = home;
    this.base = base;
    this.process = process;
    this.port = process.awaitPort(PORT, STARTED);
  }

  static TomcatServer start(Path home) {
    return start(TomcatBase.of(home));
  }

  static TomcatServer start(TomcatBase configured) {
    return start(configured, process -> {});
  }

  /** Starts a server after a change of its process, for example of the environment. */
  static TomcatServer start(TomcatBase configured, Consumer<ProcessBuilder> change) {
    Path home = configured.home();
    Path base = configured.directory();
    ProcessBuilder builder =
        new ProcessBuilder("sh", home.resolve("bin/catalina.sh").toString(), "run")
            .directory(base.toFile());
    builder.environment().put("CATALINA_HOME", home.toString());
    builder.environment().put("CATALINA_BASE", base.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("CATALINA_OPTS", String.join(" ", JvmOptions.LIST));
    JvmOptions.addEnvironment(builder);
    change.accept(builder);
    ServerProcess process = ServerProcess.start(builder, base.resolve("logs/console.log"));
    try {
      return new TomcatServer(home, base, process);
    } catch (RuntimeException | Error e) {
      process.close();
      throw e;
    }
  }

  @Override
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + "/" + path);
  }

  @Override
  public void deploy(String context, Path war) {
    assertThat(manager("deploy?path=/" + context + "&war=" + war.toUri()))
        .startsWith("OK - Deployed");
  }

  /** Converts an application to jakarta.servlet with the tool that comes with this Tomcat. */
  Path migrated(Path war) {
    Path result = base.resolve("temp").resolve(war.getFileName());
    try (Stream<Path> libraries = Files.list(home.resolve("lib"))) {
      Path tool =
          libraries
              .filter(file -> file.getFileName().toString().startsWith("jakartaee-migration-"))
              .findFirst()
              .orElseThrow();
      ServerProcess.run(
          new ProcessBuilder(
              Jvm.tool("java"), "-jar", tool.toString(), war.toString(), result.toString()));
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deploys a version in parallel to the existing ones; new sessions get the newest one. */
  void deployVersion(String context, int version, Path war) {
    assertThat(manager("deploy?path=/" + context + "&version=" + version + "&war=" + war.toUri()))
        .startsWith("OK - Deployed");
  }

  @Override
  public void deployInVain(String context, Path war) {
    assertThat(manager("deploy?path=/" + context + "&war=" + war.toUri()))
        .startsWith("FAIL - Deployed")
        .contains("failed to start");
  }

  @Override
  public void undeploy(String context) {
    assertThat(manager("undeploy?path=/" + context)).startsWith("OK - Undeployed");
  }

  @Override
  public void redeploy(String context, Path war) {
    undeploy(context);
    deploy(context, war);
  }

  /** Returns the answer of the manager's text interface. */
  String manager(String command) {
    return managerApplication("text/" + command);
  }

  /** Returns the attributes of the MBeans whose names match a pattern, one per line. */
  List<String> beans(String pattern) {
    String answer =
        managerApplication("jmxproxy/?qry=" + URLEncoder.encode("Catalina:" + pattern, UTF_8));
    assertThat(answer).startsWith("OK");
    return answer.lines().toList();
  }

  private String managerApplication(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(uri("manager/" + path))
            .header("Authorization", "Basic " + CREDENTIALS)
            .build();
    try {
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the console, which includes catalina.log, and the separate file of the applications'
   * contexts.
   */
  @Override
  public List<String> log() {
    List<String> lines = new ArrayList<>(process.lines());
    logFiles("localhost.").forEach(lines::add);
    return lines;
  }

  @Override
  public List<LoggedRequest> accessLog() {
    return logFiles("localhost_access_log.")
        .map(LoggedRequest::parse)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Returns the lines of the access log that the documentation describes. */
  @Override
  public List<String> detailedAccessLog() {
    return logFiles("access.").toList();
  }

  private Stream<String> logFiles(String prefix) {
    try (Stream<Path> files = Files.list(base.resolve("logs"))) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList();
      return found.stream().flatMap(file -> ServerProcess.text(file).lines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int awaitExit() {
    return process.awaitExit();
  }

  @Override
  public Jvm jvm() {
    return new Jvm(process.pid());
  }

  @Override
  public void close() {
    process.close();
    WorkDirectory.clear(base);
  }
}
