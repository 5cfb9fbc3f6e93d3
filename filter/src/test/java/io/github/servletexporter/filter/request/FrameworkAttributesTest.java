package io.github.servletexporter.filter.request;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkAttributesTest {

  @TempDir private Path classes;

  @Test
  void areThoseOfTheServletApiWithoutAFramework() throws Exception {
    assertThat(found())
        .isEqualTo(
            new FrameworkAttributes(
                List.of(), List.of(RequestDispatcher.ERROR_EXCEPTION), List.of()));
  }

  @Test
  void areThoseOfSpringIfItsServletIsPresent() throws Exception {
    Path spring = Files.createDirectories(classes.resolve("org/springframework/web/servlet"));
    Files.createFile(spring.resolve("DispatcherServlet.class"));

    assertThat(found().routes()).hasSize(1);
    assertThat(found().exceptions()).hasSize(2);
  }

  @Test
  void areThoseOfJspAndOfSpringBootIfTheyArePresent() throws Exception {
    Path jsp = Files.createDirectories(classes.resolve("jakarta/servlet/jsp"));
    Files.createFile(jsp.resolve("PageContext.class"));
    Path boot = Files.createDirectories(classes.resolve("org/springframework/boot/webmvc/error"));
    Files.createFile(boot.resolve("DefaultErrorAttributes.class"));

    assertThat(found().exceptions()).contains("jakarta.servlet.jsp.jspException");
    assertThat(found().failures())
        .containsExactly("org.springframework.boot.webmvc.error.DefaultErrorAttributes.ERROR");
  }

  private FrameworkAttributes found() throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      return FrameworkAttributes.of(loader);
    }
  }
}
