package io.github.servletexporter.it.standalone;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Jetty, started by its own start.jar on a free port and controlled through its hot-deployment
 * directory.
 */
final class JettyServer implements StandaloneServer {
  private static final Pattern PORT =
      Pattern.compile("Started \\S*ServerConnector@\\S+ ?\\S*\\{127\\.0\\.0\\.1:(\\d+)\\}");
  private static final String STARTED = "Started oejs.Server@";
  private static final String CONTEXT_STARTED = ":oejsh.ContextHandler:";
  private static final String CONTEXT_FAILED = "Failed startup of context";
  private static final String CONTEXT_STOPPED = "Stopped ";
  private static final Duration DEPLOY_LIMIT = Duration.ofSeconds(30);

  private final Path base;
  private final ServerProcess process;
  private final int port;

  private JettyServer(Path base, ServerProcess process) {
    this.base = base;
    this.process = process;
    this.port = process.awaitPort(PORT, STARTED);
  }

  static JettyServer start(JettyBase base, String... jvmOptions) {
    return start(base, process -> process.command().addAll(1, List.of(jvmOptions)));
  }

  /** Starts a server after a change of its process, for example of the environment. */
  static JettyServer start(JettyBase base, Consumer<ProcessBuilder> change) {
    ProcessBuilder builder =
        base.java("jetty.http.host=127.0.0.1", "jetty.http.port=0", "jetty.deploy.scanInterval=1");
    JvmOptions.addEnvironment(builder);
    change.accept(builder);
    Path directory = base.directory();
    ServerProcess process = ServerProcess.start(builder, directory.resolve("logs/console.log"));
    try {
      return new JettyServer(directory, process);
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
    long started = count(CONTEXT_STARTED, context);
    put(context, war);
    awaitMore(CONTEXT_STARTED, context, started);
    // Jetty 12.1 starts the application before it routes requests to it. The redirect to the
    // trailing slash precedes every filter.
    await(context).atMost(DEPLOY_LIMIT).until(() -> Web.statusOf(uri(context)) != 404);
  }

  @Override
  public void deployInVain(String context, Path war) {
    long failed = count(CONTEXT_FAILED, context);
    put(context, war);
    awaitMore(CONTEXT_FAILED, context, failed);
  }

  @Override
  public void undeploy(String context) {
    long stopped = count(CONTEXT_STOPPED, context);
    try {
      Files.delete(webapps(context + ".war"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitMore(CONTEXT_STOPPED, context, stopped);
  }

  @Override
  public void redeploy(String context, Path war) {
    long stopped = count(CONTEXT_STOPPED, context);
    deploy(context, war);
    // Jetty 12.0 stops the old application before it starts the new one, 12.1 afterwards.
    awaitMore(CONTEXT_STOPPED, context, stopped);
  }

  /** Moves the file in one step, so that the scanner never sees a partial file. */
  private void put(String context, Path war) {
    try {
      Path copy =
          Files.copy(war, base.resolve(context + ".part"), StandardCopyOption.REPLACE_EXISTING);
      Files.move(copy, webapps(context + ".war"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path webapps(String name) {
    return base.resolve("webapps").resolve(name);
  }

  private void awaitMore(String event, String context, long before) {
    await(event + " " + context).atMost(DEPLOY_LIMIT).until(() -> count(event, context) > before);
  }

  /** Counts log lines about a context, which appears as …{name,/path,b=base,…}. */
  private long count(String event, String context) {
    return process.lines().stream()
        .filter(line -> line.contains(event) && line.contains(",/" + context + ",b="))
        .count();
  }

  @Override
  public List<String> log() {
    return process.lines();
  }

  @Override
  public List<LoggedRequest> accessLog() {
    return detailedAccessLog().stream()
        .map(LoggedRequest::parse)
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public List<String> detailedAccessLog() {
    try (Stream<Path> files = Files.list(base.resolve("logs"))) {
      List<Path> found =
          files.filter(file -> file.toString().endsWith(".request.log")).sorted().toList();
      return found.stream().flatMap(file -> ServerProcess.text(file).lines()).toList();
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
