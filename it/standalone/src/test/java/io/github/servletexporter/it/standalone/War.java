package io.github.servletexporter.it.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A web application being put together: classes of this module, libraries, a deployment descriptor.
 */
final class War {
  private static final Path CLASSES = location(War.class);
  private static final Path BUNDLE = Path.of(System.getProperty("bundle.jar"));

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** Every class of the package that this one is in, and no library. */
  static War of(Class<?> member) {
    War war = new War();
    String folder = member.getPackageName().replace('.', '/');
    try (Stream<Path> files = Files.list(CLASSES.resolve(folder))) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file ->
                  war.with("WEB-INF/classes/" + folder + "/" + file.getFileName(), bytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return war;
  }

  War withBundle() {
    return with("WEB-INF/lib/" + BUNDLE.getFileName(), bytes(BUNDLE));
  }

  War withDescriptor(String webXml) {
    return with("WEB-INF/web.xml", webXml.getBytes(UTF_8));
  }

  War with(String entry, byte[] content) {
    entries.put(entry, content);
    return this;
  }

  /** Writes the archive to a file of its own. */
  Path build() {
    Path file = Path.of(System.getProperty("work.directory"), "wars", UUID.randomUUID() + ".war");
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, zip(entries));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] zip(Map<String, byte[]> entries) {
    var bytes = new java.io.ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
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
