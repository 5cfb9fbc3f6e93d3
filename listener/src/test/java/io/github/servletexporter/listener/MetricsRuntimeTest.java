package io.github.servletexporter.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.base.CloseStack;
import io.github.servletexporter.filter.request.Instrumentation;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.InvalidConfigAction;
import io.github.servletexporter.listener.config.LoadedConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.StandardRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Start and stop in a container that is mostly unknown and has listeners that throw. */
@Timeout(120)
class MetricsRuntimeTest {

  private static final String PATH = "/runtime-test";
  private static final String LOOPBACK = "127.0.0.1";

  @TempDir private Path directory;

  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
  private final RecordedLog closing = RecordedLog.of(CloseStack.class);
  private final RecordedLog log = RecordedLog.of(MetricsRuntime.class);
  private Consumer<String> attributeAdded = name -> {};
  private Consumer<String> attributeRemoved = name -> {};
  private @Nullable MetricsContextListener listener;

  @AfterEach
  void end() {
    if (listener != null) {
      listener.contextDestroyed(event());
    }
    closing.close();
    log.close();
  }

  @Test
  void leavesNothingBehind() throws Exception {
    MetricsRuntime runtime = started();
    assertThat(threads())
        .contains("servlet-exporter-housekeeping " + PATH, "servlet-exporter-store " + PATH)
        .doesNotContain("servlet-exporter-journal " + PATH);
    int port = boundPort(runtime);

    stop();

    assertThat(closing.lines()).isEmpty();
    assertThat(log.lines()).last().asString().endsWith("servlet-exporter stopped");
    assertNothingIsLeft(port);
  }

  @Test
  void closesEverythingThoughListenersOfTheApplicationThrow() throws Exception {
    MetricsRuntime runtime = started();
    int port = boundPort(runtime);
    attributeRemoved =
        name -> {
          throw new IllegalStateException("attributeRemoved of the application");
        };

    stop();

    assertThat(closing.records())
        .hasSize(3)
        .allSatisfy(
            record ->
                assertThat(record.getThrown()).hasMessage("attributeRemoved of the application"));
    assertThat(closing.lines())
        .contains(
            "web app \""
                + PATH
                + "\": closing the context attribute "
                + Instrumentation.ATTRIBUTE
                + " failed; the other parts are closed");
    assertNothingIsLeft(port);
  }

  @Test
  void closesWhatIsBuiltWhenTheStartFails() {
    attributeAdded =
        name -> {
          if (!name.endsWith(".boot")) {
            throw new StackOverflowError("attributeAdded of the application");
          }
        };

    assertThatThrownBy(this::started).isInstanceOf(StackOverflowError.class);

    assertThat(threads()).isEmpty();
    assertThat(attributes).doesNotContainKey(Instrumentation.ATTRIBUTE);
    stop();
    assertThat(attributes).isEmpty();
  }

  @Test
  void leavesNoListenerInTheContainerWhenTheStartFails() throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    Context context = tomcat.addContext(PATH, directory.toString());
    attributes.put("org.apache.catalina.resources", new StandardRoot(context));
    int before = tomcat.getServer().findLifecycleListeners().length;
    log.onRecord(
        record -> {
          throw new IllegalStateException("logger of the application");
        });

    assertThatThrownBy(this::started).rootCause().hasMessage("logger of the application");

    assertThat(tomcat.getServer().findLifecycleListeners()).hasSize(before);
    assertThat(threads()).isEmpty();
  }

  @Test
  void leavesTheApplicationRunningWhenItsOwnStartFails() {
    onInvalid = InvalidConfigAction.DISABLE;
    log.onRecord(
        record -> {
          throw new IllegalStateException("logger of the application");
        });

    assertThatThrownBy(this::started).hasMessage("no runtime");

    assertThat(threads()).isEmpty();
    assertThat(DisabledRuntime.of(event().getServletContext())).isNotNull();
    stop();
    assertThat(attributes).isEmpty();
  }

  @Test
  void servesNewCertificatesAndCredentialsWithoutARedeploy() throws Exception {
    TestKey first = TestKey.selfSigned("first");
    TestKey second = TestKey.selfSigned("second");
    Path certificate = Files.writeString(directory.resolve("tls.crt"), first.certificates());
    Path key = Files.writeString(directory.resolve("tls.key"), first.privateKey());
    Path token = Files.writeString(directory.resolve("token"), "token-1");
    MetricsRuntime runtime =
        started(
            config()
                .set(ConfigKey.TLS_CERTIFICATE, certificate)
                .set(ConfigKey.TLS_PRIVATE_KEY, key)
                .set(ConfigKey.AUTH_TOKEN_FILE, token));
    int port = boundPort(runtime);
    try (Socket underWay = first.trusting().getSocketFactory().createSocket(LOOPBACK, port)) {
      assertThat(status(underWay, "token-1")).isEqualTo(200);

      Files.writeString(certificate, second.certificates());
      Files.writeString(token, "token-2");
      reload(runtime);

      // The key belongs to the old certificate: everything stays as it is.
      assertThat(status(underWay, "token-1")).isEqualTo(200);
      assertThat(status(first, port, "token-1")).isEqualTo(200);

      Files.writeString(key, second.privateKey());
      reload(runtime);

      assertThat(status(second, port, "token-2")).isEqualTo(200);
      assertThat(status(underWay, "token-2")).isEqualTo(200);
      assertThat(status(underWay, "token-1")).isEqualTo(401);
      assertThatThrownBy(() -> status(first, port, "token-2")).isInstanceOf(SSLException.class);
    }
  }

  /** Performs the two checks that find a change, unless housekeeping has performed them. */
  private static void reload(MetricsRuntime runtime) {
    runtime.configWatch().check();
    runtime.configWatch().check();
  }

  private static int status(TestKey trusted, int port, String token) throws IOException {
    try (Socket socket = trusted.trusting().getSocketFactory().createSocket(LOOPBACK, port)) {
      return status(socket, token);
    }
  }

  /** Sends a request and reads the response, whose length is declared. */
  private static int status(Socket socket, String token) throws IOException {
    String request =
        "HEAD /metrics HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new EOFException(head.toString());
      }
      head.append((char) next);
    }
    return Integer.parseInt(head.substring(9, 12));
  }

  @Test
  void closesOnce() {
    MetricsRuntime runtime = started();

    stop();
    runtime.close();
    stop();

    assertThat(closing.lines()).isEmpty();
    assertThat(threads()).isEmpty();
  }

  private void assertNothingIsLeft(int port) throws Exception {
    assertThat(threads()).isEmpty();
    assertThat(attributes).isEmpty();
    assertThat(System.getProperties().values()).noneMatch(value -> value.toString().contains(PATH));
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  private InvalidConfigAction onInvalid = InvalidConfigAction.REFUSE;

  private MetricsRuntime started() {
    return started(config());
  }

  private Config.Builder config() {
    return Config.builder()
        .set(ConfigKey.PORT, 0)
        .set(ConfigKey.MULTIPROC_DIR, directory)
        .set(ConfigKey.ERROR_LOG, directory.resolve("errors.json"))
        .set(ConfigKey.ON_INVALID_CONFIGURATION, onInvalid);
  }

  private MetricsRuntime started(Config.Builder config) {
    MetricsContextListener started = new MetricsContextListener(LoadedConfig.valid(config.build()));
    listener = started;
    started.contextInitialized(event());
    MetricsRuntime runtime = MetricsRuntime.of(event().getServletContext());
    if (runtime == null) {
      throw new AssertionError("no runtime");
    }
    return runtime;
  }

  private void stop() {
    if (listener != null) {
      listener.contextDestroyed(event());
    }
  }

  private static int boundPort(MetricsRuntime runtime) {
    await().until(() -> runtime.metricsPort().port().isPresent());
    return runtime.metricsPort().port().orElseThrow();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.endsWith(" " + PATH))
        .toList();
  }

  private ServletContextEvent event() {
    return new ServletContextEvent(
        (ServletContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getContextPath" -> PATH;
                      case "getServerInfo" -> "unknown/1";
                      case "getClassLoader" -> getClass().getClassLoader();
                      case "getAttribute" -> attributes.get(arguments[0]);
                      case "setAttribute" -> set((String) arguments[0], arguments[1]);
                      case "removeAttribute" -> remove((String) arguments[0]);
                      case "getFilterRegistrations", "getServletRegistrations" -> Map.of();
                      default -> throw new UnsupportedOperationException(method.toString());
                    }));
  }

  private @Nullable Object set(String name, Object value) {
    attributes.put(name, value);
    attributeAdded.accept(name);
    return null;
  }

  private @Nullable Object remove(String name) {
    attributes.remove(name);
    attributeRemoved.accept(name);
    return null;
  }
}
