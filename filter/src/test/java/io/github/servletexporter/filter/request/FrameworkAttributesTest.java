package io.github.servletexporter.filter.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkAttributesTest {

  @TempDir private Path classes;

  @Test
  void areNoneWithoutAFramework() throws Exception {
    assertThat(found()).isEqualTo(FrameworkAttributes.none());
  }

  @Test
  void areThoseOfSpringIfItsServletIsPresent() throws Exception {
    Path spring = Files.createDirectories(classes.resolve("org/springframework/web/servlet"));
    Files.createFile(spring.resolve("DispatcherServlet.class"));

    assertThat(found().routes()).hasSize(1);
    assertThat(found().exceptions()).hasSize(1);
  }

  private FrameworkAttributes found() throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      return FrameworkAttributes.of(loader);
    }
  }
}
