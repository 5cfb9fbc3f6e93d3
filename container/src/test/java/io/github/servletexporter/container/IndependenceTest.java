package io.github.servletexporter.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Each pool works on a class path with its own container and no other library. */
class IndependenceTest {

  @Test
  void needsNoTomcatOnJetty() throws Exception {
    try (URLClassLoader loader =
        loaderOf(path -> path.contains("jetty") || path.contains("slf4j"))) {
      Object pool =
          loader
              .loadClass("io.github.servletexporter.container.jetty.RecyclingThreadPool")
              .getConstructor(int.class, int.class, int.class, int.class)
              .newInstance(2, 2, 10, 0);

      start(pool);

      assertThat(pool.getClass().getClassLoader()).isSameAs(loader);
    }
  }

  @Test
  void needsNoJettyOnTomcat() throws Exception {
    try (URLClassLoader loader = loaderOf(path -> path.contains("tomcat"))) {
      Object pool =
          loader
              .loadClass("io.github.servletexporter.container.tomcat.RecyclingExecutor")
              .getConstructor(int.class, int.class, int.class, int.class)
              .newInstance(2, 2, 10, 0);

      start(pool);

      assertThat(pool.getClass().getClassLoader()).isSameAs(loader);
    }
  }

  private static void start(Object pool) throws Exception {
    pool.getClass().getMethod("start").invoke(pool);
    pool.getClass().getMethod("stop").invoke(pool);
  }

  private static URLClassLoader loaderOf(Predicate<String> libraries) {
    String own = Path.of("target", "classes").toAbsolutePath().toString();
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> path.equals(own) || libraries.test(new File(path).getName()))
            .map(IndependenceTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String path) {
    try {
      return new File(path).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
