package io.github.servletexporter.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Test of what a vulnerability scanner reads in the packaged jar: the SBOM and the coordinates of
 * the contained libraries, compared with the classes that are in the jar.
 */
class BundleSbomIT {
  private static final Path FILE = Path.of(System.getProperty("bundle.jar"));
  private static final Path PUBLISHED = Path.of(System.getProperty("bundle.sbom"));
  private static final String SBOM = "META-INF/sbom/servlet-exporter-bundle.cdx.json";
  private static final String OURS = "io.github.servlet-exporter";
  private static final String SHADED = "io/github/servletexporter/shaded/";

  /** Packages of libraries by the first folder below {@link #SHADED}. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "gson", "com/google/gson",
          "pool2", "org/apache/commons/pool2",
          "prometheus", "io/prometheus",
          "redis", "redis/clients",
          "slf4j", "org/slf4j");

  private static final Pattern JAR = Pattern.compile(".*/([^/]+)\\.jar!.*");
  private static final Pattern PROTOBUF = Pattern.compile("/com_google_protobuf_([0-9_]+)/");

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
  void isValidCycloneDx() throws Exception {
    byte[] sbom = bytes(SBOM);

    assertThat(new JsonParser().validate(sbom, Version.VERSION_16)).isEmpty();
  }

  @Test
  void isFoundThroughTheManifest() throws IOException {
    assertThat(jar.getManifest().getMainAttributes().getValue("Sbom-Location")).isEqualTo(SBOM);
    assertThat(jar.getManifest().getMainAttributes().getValue("Sbom-Format"))
        .isEqualTo("CycloneDX");
  }

  @Test
  void isPublishedBesideTheJarAsWell() throws IOException {
    assertThat(Files.readAllBytes(PUBLISHED)).isEqualTo(bytes(SBOM));
  }

  @Test
  void describesTheJarItself() throws Exception {
    Component described = sbom().getMetadata().getComponent();

    assertThat(described.getGroup()).isEqualTo(OURS);
    assertThat(described.getName()).isEqualTo("servlet-exporter-bundle");
    assertThat(described.getVersion()).isEqualTo(version());
  }

  /** Two builds of one version do not differ. */
  @Test
  void carriesNeitherATimeNorARandomNumber() {
    assertThat(new String(bytes(SBOM), UTF_8)).doesNotContain("\"timestamp\"", "\"serialNumber\"");
  }

  @Test
  void hasTheCoordinatesOfEachComponentForScannersThatReadNoSbom() throws Exception {
    assertThat(coordinates())
        .contains("io.prometheus:prometheus-metrics-core", "redis.clients:jedis")
        .isEqualTo(
            Stream.concat(
                    Stream.of(sbom().getMetadata().getComponent()), sbom().getComponents().stream())
                .map(component -> component.getGroup() + ":" + component.getName())
                .collect(Collectors.toCollection(TreeSet::new)));
    for (Component component : sbom().getComponents()) {
      assertThat(properties(component).getProperty("version"))
          .as(component.getPurl())
          .isEqualTo(component.getVersion());
    }
  }

  /** The libraries whose classes are in the jar, found by the classes' original names. */
  @Test
  void namesExactlyTheLibrariesOfTheRelocatedClasses() throws Exception {
    Set<String> listed =
        sbom().getComponents().stream()
            .filter(component -> !component.getGroup().equals(OURS))
            .map(component -> component.getName() + "-" + component.getVersion())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(names().filter(name -> name.startsWith(SHADED) && name.endsWith(".class")))
        .isNotEmpty();
    assertThat(libraries()).isEqualTo(listed);
  }

  @Test
  void namesOurOwnModules() throws Exception {
    assertThat(sbom().getComponents())
        .filteredOn(component -> component.getGroup().equals(OURS))
        .extracting(Component::getName)
        .containsExactlyInAnyOrder(
            "servlet-exporter-filter", "servlet-exporter-listener", "servlet-exporter-sharing");
  }

  @Test
  void namesTheLicenceOfEachComponent() throws Exception {
    assertThat(sbom().getComponents())
        .allSatisfy(component -> assertThat(component.getLicenses().getLicenses()).isNotEmpty());
  }

  private static Set<String> libraries() {
    return names()
        .filter(name -> name.startsWith(SHADED) && name.endsWith(".class"))
        .map(BundleSbomIT::library)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the library of a relocated class, for example {@code jedis-8.0.2}. */
  private static String library(String relocated) {
    Matcher protobuf = PROTOBUF.matcher(relocated);
    if (protobuf.find() && relocated.contains("/shaded/com_google_protobuf")) {
      return "protobuf-java-" + protobuf.group(1).replace('_', '.');
    }
    String name = relocated.substring(SHADED.length());
    int slash = name.indexOf('/');
    String original =
        Objects.requireNonNull(PACKAGES.get(name.substring(0, slash)), relocated)
            + name.substring(slash);
    URL found = BundleSbomIT.class.getClassLoader().getResource(original);
    Matcher file = JAR.matcher(String.valueOf(found));
    assertThat(file.matches()).as("%s in %s", original, found).isTrue();
    return file.group(1);
  }

  private static Set<String> coordinates() {
    return names()
        .filter(name -> name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties"))
        .map(name -> List.of(name.split("/")))
        .map(parts -> parts.get(2) + ":" + parts.get(3))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Properties properties(Component component) throws IOException {
    Properties properties = new Properties();
    properties.load(
        new StringReader(
            new String(
                bytes(
                    "META-INF/maven/"
                        + component.getGroup()
                        + "/"
                        + component.getName()
                        + "/pom.properties"),
                UTF_8)));
    return properties;
  }

  private static String version() throws IOException {
    return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
  }

  private static Bom sbom() throws Exception {
    return new JsonParser().parse(bytes(SBOM));
  }

  private static Stream<String> names() {
    return jar.stream().map(ZipEntry::getName);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
