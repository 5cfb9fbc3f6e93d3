package io.github.servletexporter.it.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** The drop-in jar on the class path of an executable jar, without the starter. */
@Tag("tomcat")
class TomcatBundleAloneIT {

  @Test
  @Tag("full")
  void logsWhatToAdd() throws Exception {
    Process application =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPathWithoutStarter(),
                Application.class.getName(),
                "--server.port=0")
            .redirectErrorStream(true)
            .start();
    List<String> log =
        new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("servlet-exporter"))
            .toList();

    assertThat(application.waitFor()).isZero();
    assertThat(log)
        .singleElement()
        .asString()
        .contains("servlet-exporter is NOT active", "servlet-exporter-spring-boot-starter");
  }

  private static String classPathWithoutStarter() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> !entry.contains("spring-boot-starter" + File.separator + "target"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Application that stops when it has started. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    public static void main(String[] arguments) {
      SpringApplication.run(Application.class, arguments).close();
    }
  }
}
