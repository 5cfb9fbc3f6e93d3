package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Builder of a web application from classes of the tests, libraries and a deployment descriptor.
 */
final class War {
  private static final Path BUNDLE = Path.of(System.getProperty("bundle.jar"));

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** Starts with every class of the given class's package, and no library. */
  static War of(Class<?> member) {
    War war = new War();
    classes(member, "WEB-INF/classes/", war.entries);
    return war;
  }

  /** Starts with every entry of an existing archive. */
  static War copyOf(Path archive) {
    War war = new War();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        war.entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return war;
  }

  /** Adds every class of another package to the application's own. */
  War withClasses(Class<?> member) {
    classes(member, "WEB-INF/classes/", entries);
    return this;
  }

  /**
   * Adds a library with every class of a container initializer's package, which registers the
   * initializer.
   */
  War withInitializer(String jar, Class<? extends ServletContainerInitializer> initializer) {
    return withService(jar, ServletContainerInitializer.class, initializer);
  }

  /**
   * Adds a library with every class of a provider's package, and a services file that names the
   * provider.
   */
  <S> War withService(String jar, Class<S> service, Class<? extends S> provider) {
    Map<String, byte[]> library = new LinkedHashMap<>();
    library.put("META-INF/services/" + service.getName(), provider.getName().getBytes(UTF_8));
    classes(provider, "", library);
    return with("WEB-INF/lib/" + jar, zip(library));
  }

  private static void classes(Class<?> member, String prefix, Map<String, byte[]> entries) {
    String folder = member.getPackageName().replace('.', '/');
    Path location = location(member);
    try (FileSystem jar = Files.isDirectory(location) ? null : FileSystems.newFileSystem(location);
        Stream<Path> files =
            Files.list((jar == null ? location : jar.getPath("/")).resolve(folder))) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> entries.put(prefix + folder + "/" + file.getFileName(), bytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  War withBundle() {
    return with("WEB-INF/lib/" + BUNDLE.getFileName(), bytes(BUNDLE));
  }

  /** Adds settings of servlet-exporter as a file on the class path. */
  War withSettings(String... lines) {
    return with(
        "WEB-INF/classes/servlet-exporter.properties", String.join("\n", lines).getBytes(UTF_8));
  }

  /** Adds a deployment descriptor with the given content in its root element. */
  War withDescriptor(String content) {
    return withDescriptor(content, false);
  }

  /**
   * Adds a deployment descriptor with metadata-complete, so that the container does not scan for
   * annotations.
   */
  War withCompleteDescriptor(String content) {
    return withDescriptor(content, true);
  }

  private War withDescriptor(String content, boolean metadataComplete) {
    String webXml =
        "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0' metadata-complete='"
            + metadataComplete
            + "'>"
            + content
            + "</web-app>";
    return with("WEB-INF/web.xml", webXml.getBytes(UTF_8));
  }

  static String contextParam(String name, String value) {
    return "<context-param>" + parameter(name, value) + "</context-param>";
  }

  static String initParam(String name, String value) {
    return "<init-param>" + parameter(name, value) + "</init-param>";
  }

  private static String parameter(String name, String value) {
    return "<param-name>" + name + "</param-name><param-value>" + value + "</param-value>";
  }

  War with(String entry, byte[] content) {
    entries.put(entry, content);
    return this;
  }

  /** Writes the archive to a file whose name is derived from its content. */
  Path build() {
    byte[] archive = zip(entries);
    Path wars = Path.of(System.getProperty("work.directory"), "wars");
    try {
      Path part = Files.createTempFile(Files.createDirectories(wars), "war", ".part");
      return Files.move(
          Files.write(part, archive),
          wars.resolve(UUID.nameUUIDFromBytes(archive) + ".war"),
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] zip(Map<String, byte[]> entries) {
    var bytes = new java.io.ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry next = new ZipEntry(entry.getKey());
        next.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(next);
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Path location(Class<?> type) {
    return Path.of(
        java.net.URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
