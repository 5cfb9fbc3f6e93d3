package io.github.servletexporter.it.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.container.RecyclingPoolMBean;
import io.github.servletexporter.filter.MetricsFilter;
import io.github.servletexporter.listener.ServletExporter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The public API of the modules, compared with the committed text in api.txt, so that a review sees
 * every change of it. {@code -Dapi.update=true} writes the text.
 */
class ApiTest {

  private static final Path COMMITTED = Path.of("api.txt");

  @Test
  void theApiIsTheCommittedOne() throws Exception {
    List<String> api = new ArrayList<>();
    for (Class<?> type :
        List.of(MetricsFilter.class, ServletExporter.class, RecyclingPoolMBean.class)) {
      api.addAll(textOfModule(type));
      api.add("");
    }

    if (Boolean.getBoolean("api.update")) {
      Files.write(COMMITTED, api);
    }

    assertThat(api)
        .as("the API differs from %s; -Dapi.update=true writes it", COMMITTED)
        .isEqualTo(Files.readAllLines(COMMITTED));
  }

  /** The class path has a jar or, before the modules are packaged, a folder of classes. */
  private static List<String> textOfModule(Class<?> type) throws Exception {
    URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path path = Path.of(location);
    if (Files.isDirectory(path)) {
      return ApiText.of(path);
    }
    try (FileSystem jar = FileSystems.newFileSystem(path)) {
      return ApiText.of(jar.getPath("/"));
    }
  }
}
