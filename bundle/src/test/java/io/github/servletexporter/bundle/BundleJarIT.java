package io.github.servletexporter.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.ref.WeakReference;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** Looks into the packaged jar and at the POM that is published with it. */
class BundleJarIT {
  private static final Path FILE = Path.of(System.getProperty("bundle.jar"));
  private static final long SIZE_LIMIT_BYTES = 4_000_000;
  private static final String OURS = "io/github/servletexporter/";
  private static final String PROTOBUF_WRITER =
      OURS + "shaded/prometheus/metrics/expositionformats/PrometheusProtobufWriter.class";

  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(FILE.toFile());
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void keepsEveryClassInOnePackage() {
    assertThat(names())
        .filteredOn(name -> !name.startsWith("META-INF/") && !name.equals("module-info.class"))
        .allMatch(name -> name.startsWith(OURS));
  }

  @Test
  void hasNothingInMetaInfButWhatIsMeantToBeThere() {
    assertThat(names())
        .filteredOn(name -> name.startsWith("META-INF/"))
        .filteredOn(name -> !name.startsWith("META-INF/maven/"))
        .containsExactlyInAnyOrder(
            "META-INF/MANIFEST.MF",
            "META-INF/LICENSE",
            "META-INF/LICENSE-MIT",
            "META-INF/LICENSE-protobuf",
            "META-INF/NOTICE",
            "META-INF/sbom/servlet-exporter-bundle.cdx.json",
            "META-INF/services/jakarta.servlet.ServletContainerInitializer",
            "META-INF/services/javax.servlet.ServletContainerInitializer",
            "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports",
            "META-INF/web-fragment.xml");
  }

  @Test
  void namesItselfInTheManifest() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();

    assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).isNotBlank();
    assertThat(manifest.getValue("Multi-Release")).isNull();
  }

  /** The relocated libraries are no one's API. */
  @Test
  void isAModuleThatExportsTheApiOnly() throws IOException {
    ModuleDescriptor module;
    try (InputStream descriptor = jar.getInputStream(jar.getEntry("module-info.class"))) {
      module = ModuleDescriptor.read(descriptor);
    }

    assertThat(module.name()).isEqualTo("io.github.servletexporter");
    assertThat(module.exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(
            "io.github.servletexporter.filter",
            "io.github.servletexporter.filter.setting",
            "io.github.servletexporter.listener",
            "io.github.servletexporter.listener.boot",
            "io.github.servletexporter.listener.config",
            "io.github.servletexporter.listener.hook");
    assertThat(module.provides())
        .extracting(ModuleDescriptor.Provides::service)
        .containsExactly("jakarta.servlet.ServletContainerInitializer");
    assertThat(module.packages())
        .contains("io.github.servletexporter.shaded.prometheus.metrics.model.snapshots");
  }

  /**
   * The names of libraries that an application may have in another version. Class files keep names
   * as plain text, so that a search of the bytes finds classes, strings and annotations alike. What
   * is left is no name of a class.
   */
  @Test
  void refersToNoLibraryThatTheApplicationMayBringItself() {
    List<String> references = new ArrayList<>();
    for (String name : names()) {
      String bytes = name.endsWith(".class") ? read(name) : "";
      if (bytes.contains("io/prometheus")
          || bytes.contains("io.prometheus")
          || bytes.contains("IO_PROMETHEUS")) {
        references.add(name.substring(name.lastIndexOf('/') + 1));
      }
    }

    assertThat(references)
        .containsExactlyInAnyOrder(
            // The media type that Prometheus and its clients agreed upon:
            // proto=io.prometheus.client.MetricFamily.
            "PrometheusProtobufWriter.class",
            // The same name in the compiled schema of the protobuf messages.
            "Metrics.class",
            // The second half of an error message.
            "ExemplarsProperties.class");
    assertThat(read(PROTOBUF_WRITER)).contains("proto=io.prometheus.client.MetricFamily");
  }

  /** Whole names only: what is relocated ends with them. */
  @Test
  void refersToNoRedisClientOrLoggerOfTheApplication() {
    Pattern library =
        Pattern.compile(
            "(?<![/.\\w])(redis/clients|org/slf4j|org/apache/commons|com/google/gson|org/json)/");

    assertThat(names())
        .filteredOn(name -> name.endsWith(".class"))
        .noneMatch(name -> library.matcher(withoutSignatures(read(name))).find());
  }

  /** A descriptor has an L before the name. */
  private static String withoutSignatures(String bytes) {
    return bytes.replaceAll("(?<=[(;\\[<)])L(?=redis/|org/|com/)", " ");
  }

  @Test
  void checksAConfigurationAsAProgramOfItsOwn(@TempDir Path directory) throws Exception {
    Path config = directory.resolve("config.properties");
    Files.writeString(
        config, "servlet-exporter.port=0\nservlet-exporter.multiproc-dir=" + directory);
    Process check = check(config);
    String printed = new String(check.getInputStream().readAllBytes(), UTF_8);

    assertThat(printed)
        .contains("ok    metrics port 127.0.0.1:0 can be bound")
        .contains("ok    shared store (directory) is writable")
        .contains("0 failed");
    assertThat(check.waitFor()).isZero();
  }

  @Test
  void printsNothingOfALoggingLibraryWhenItChecksARedis(@TempDir Path directory) throws Exception {
    RedisServer redis = RedisServer.newRedisServer().port(freePort()).build();
    redis.start();
    Path config = directory.resolve("config.properties");
    Files.writeString(
        config,
        "servlet-exporter.redis.enabled=true\nservlet-exporter.redis.port=" + redis.ports().get(0));
    try {
      String printed = new String(check(config).getInputStream().readAllBytes(), UTF_8);

      assertThat(printed)
          .contains("ok    shared store (redis) is readable")
          .contains("0 failed")
          .doesNotContainIgnoringCase("slf4j");
    } finally {
      redis.stop();
    }
  }

  @Test
  void readsNoVariablesOfOtherSoftware() throws Exception {
    ProcessBuilder check = command("check");
    check.environment().put("REDIS_ENABLED", "true");
    check.environment().put("GUNICORN_WORKERS", "4");
    check.environment().put("PROMETHEUS_METRICS_PORT", "9090");

    String printed = new String(check.start().getInputStream().readAllBytes(), UTF_8);

    assertThat(printed.lines()).containsExactly("ok    default settings", "0 failed, 0 warnings");
  }

  private static Process check(Path config) throws IOException {
    return command("check", "--config", config.toString()).start();
  }

  private static ProcessBuilder command(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", FILE.toString()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  @Test
  void talksToARedisWithoutAnyOtherLibrary() throws Exception {
    RedisServer redis = RedisServer.newRedisServer().port(freePort()).build();
    redis.start();
    try (RelocatingLoader loader = new RelocatingLoader(FILE)) {
      Object relocated =
          loader
              .relocated(RedisRoundTrip.class)
              .getConstructor(int.class)
              .newInstance(redis.ports().get(0));

      assertThat(((Callable<?>) relocated).call()).isEqualTo(List.of("a", "sum"));
    } finally {
      redis.stop();
    }
  }

  @Test
  void isUnloadedAfterItHasTalkedToARedis() throws Exception {
    RedisServer redis = RedisServer.newRedisServer().port(freePort()).build();
    redis.start();
    try {
      WeakReference<ClassLoader> loader = usedAndClosed(redis.ports().get(0));

      for (int i = 0; i < 50 && loader.get() != null; i++) {
        System.gc();
      }
      assertThat(loader.get()).isNull();
    } finally {
      redis.stop();
    }
  }

  private static WeakReference<ClassLoader> usedAndClosed(int port) throws Exception {
    try (RelocatingLoader loader = new RelocatingLoader(FILE)) {
      Class<?> relocated = loader.relocated(RedisRoundTrip.class);
      ((Callable<?>) relocated.getConstructor(int.class).newInstance(port)).call();
      return new WeakReference<>(loader);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void asksTheOpenTelemetryOfTheApplicationForTraces() {
    assertThat(names())
        .filteredOn(name -> name.contains("/tracer/") && read(name).contains("io/opentelemetry/"))
        .isNotEmpty();
    assertThat(names()).noneMatch(name -> name.contains("opentelemetry/api"));
  }

  @Test
  void isSmallerThanItsDocumentsSay() throws IOException {
    assertThat(Files.size(FILE)).isLessThan(SIZE_LIMIT_BYTES);
  }

  @Test
  void registersTheExporterInJakartaContainers() {
    assertThat(read("META-INF/services/jakarta.servlet.ServletContainerInitializer").strip())
        .isEqualTo("io.github.servletexporter.listener.ServletExporter");
    assertThat(names()).contains(OURS + "listener/ServletExporter.class");
  }

  @Test
  void registersTheNoticeInJavaxContainers() {
    assertThat(read("META-INF/services/javax.servlet.ServletContainerInitializer").strip())
        .isEqualTo(JavaxContainerNotice.class.getName());
  }

  /**
   * Containers of the javax era read the fragment, too, and fail the application over a Jakarta
   * class in it.
   */
  @Test
  void namesNoClassInItsFragment() {
    assertThat(read("META-INF/web-fragment.xml"))
        .contains("metadata-complete")
        .doesNotContain("-class>");
  }

  @Test
  void loadsTheNoticeWhereOnlyJavaxIsThere() throws Exception {
    URL api = javax.servlet.Servlet.class.getProtectionDomain().getCodeSource().getLocation();
    URL[] path = {RelocatingLoader.url(FILE), api};
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Object notice =
          Class.forName(JavaxContainerNotice.class.getName(), true, loader)
              .getConstructor()
              .newInstance();

      assertThat(notice.getClass().getInterfaces()[0].getName())
          .isEqualTo("javax.servlet.ServletContainerInitializer");
    }
  }

  @Test
  void leavesRegistrationToTheApplicationWhenOnlyTheListenersJarIsThere() {
    Path listener = Path.of(System.getProperty("listener.classes"));

    assertThat(listener.resolve("META-INF/services")).doesNotExist();
    assertThat(listener.resolve("META-INF/web-fragment.xml")).doesNotExist();
  }

  @Test
  void quotesTheNoticesOfWhatItContains() {
    assertThat(read("META-INF/NOTICE"))
        .contains("The Prometheus Authors", "Protocol Buffers", "Jedis", "Commons Pool");
    assertThat(read("META-INF/LICENSE")).contains("Apache License");
    assertThat(read("META-INF/LICENSE-MIT")).contains("Redis, inc.", "QOS.ch");
    assertThat(read("META-INF/LICENSE-protobuf")).contains("Google Inc.");
  }

  @Test
  void bringsNoDependencies() throws IOException {
    String pom = Files.readString(Path.of(System.getProperty("bundle.pom")));

    assertThat(pom)
        .doesNotContain(
            "<artifactId>prometheus-metrics",
            "<artifactId>servlet-exporter-filter",
            "<artifactId>jedis",
            "<artifactId>slf4j");
    assertThat(pom.split("<dependency>")).allMatch(this::isNotInherited);
  }

  private boolean isNotInherited(String dependency) {
    return !dependency.contains("</dependency>")
        || dependency.contains("<scope>provided</scope>")
        || dependency.contains("<scope>test</scope>");
  }

  /**
   * A build of another day must not differ: ours have the release's date, the libraries' their own,
   * older one.
   */
  @Test
  void carriesNoTimeOfItsBuild() {
    LocalDateTime release =
        LocalDateTime.parse(System.getProperty("bundle.timestamp").replace("Z", ""));

    assertThat(jar.stream()).noneMatch(entry -> entry.getTimeLocal().isAfter(release));
    assertThat(jar.stream())
        .filteredOn(entry -> entry.getName().startsWith(OURS + "bundle/"))
        .isNotEmpty()
        .allMatch(entry -> entry.getTimeLocal().equals(release));
  }

  @Test
  void writesEveryFormatAsTheUntouchedLibrariesDo() throws Exception {
    Map<String, byte[]> expected = new EveryFormat().call();

    Map<?, ?> actual;
    try (RelocatingLoader loader = new RelocatingLoader(FILE)) {
      Object relocated = loader.relocated(EveryFormat.class).getConstructor().newInstance();
      actual = (Map<?, ?>) ((Callable<?>) relocated).call();
    }

    assertThat(actual).hasSameSizeAs(expected);
    expected.forEach(
        (format, bytes) ->
            assertThat((byte[]) actual.get(format)).as(format).isNotEmpty().isEqualTo(bytes));
  }

  /** The application's client_java is not relocated, so that its name must not be, either. */
  @Test
  void findsTheMetricsOfTheApplicationAndLeavesNothingOfItBehind() throws Exception {
    WeakReference<ClassLoader> loader = applicationScrapedAndClosed();

    for (int i = 0; i < 50 && loader.get() != null; i++) {
      System.gc();
    }
    assertThat(loader.get()).isNull();
  }

  private static WeakReference<ClassLoader> applicationScrapedAndClosed() throws Exception {
    List<URL> libraries = new ArrayList<>();
    for (Class<?> library :
        List.of(
            io.prometheus.metrics.core.metrics.Counter.class,
            io.prometheus.metrics.model.registry.PrometheusRegistry.class,
            io.prometheus.metrics.config.PrometheusProperties.class,
            jakarta.servlet.Servlet.class,
            OwnMetrics.class)) {
      libraries.add(library.getProtectionDomain().getCodeSource().getLocation());
    }
    try (RelocatingLoader loader = new RelocatingLoader(FILE, libraries)) {
      Class<?> relocated = loader.relocated(ApplicationScrape.class);
      ((Callable<?>) loader.loadClass(OwnMetrics.class.getName()).getConstructor().newInstance())
          .call();

      assertThat(((Callable<?>) relocated.getConstructor().newInstance()).call())
          .isEqualTo(List.of("own_orders=2.0", "left out: 1.0"));
      return new WeakReference<>(loader);
    }
  }

  private static List<String> names() {
    return jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
  }

  private static String read(String name) {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), name.endsWith(".class") ? ISO_8859_1 : UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
