package io.github.servletexporter.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.sharing.codec.Samples;
import io.github.servletexporter.sharing.redis.RedisConfig;
import io.github.servletexporter.sharing.redis.RedisLocation;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Behaviour of an application that shares a Redis without Jedis on its class path. */
class MissingJedisTest {

  private static final Pattern JEDIS_AND_ITS_LIBRARIES =
      Pattern.compile(".*(jedis|commons-pool2|redis-authx|slf4j-api)[^/]*\\.jar");

  @Test
  void namesTheMissingDependencyInsteadOfFailing() throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    URL[] withoutJedis =
        Arrays.stream(classPath.split(java.io.File.pathSeparator))
            .filter(entry -> !JEDIS_AND_ITS_LIBRARIES.matcher(entry).matches())
            .map(MissingJedisTest::url)
            .toArray(URL[]::new);

    try (URLClassLoader loader =
        new URLClassLoader(withoutJedis, ClassLoader.getPlatformClassLoader())) {
      Object use = loader.loadClass(Use.class.getName()).getConstructor().newInstance();

      assertThat(((Callable<?>) use).call())
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
          .hasSize(3)
          .allSatisfy(
              message ->
                  assertThat(message)
                      .contains(
                          "Jedis is missing on the class path; add the dependency"
                              + " redis.clients:jedis"));
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  /** Uses a Redis in each way in which an application does; returns the messages. */
  public static final class Use implements Callable<List<String>> {

    @Override
    public List<String> call() throws Exception {
      StoreConfig config =
          new StoreConfig(
              new StoreConfig.Redis(
                  new RedisConfig(
                      RedisLocation.of("127.0.0.1", 1, false),
                      0,
                      null,
                      null,
                      "p",
                      Duration.ofSeconds(1))),
              Duration.ofMillis(10),
              true);
      try (SharedStore store =
          new SharedStore(
              new WebApp("/shop", Use.class.getClassLoader()),
              config,
              () -> Samples.VERSIONS,
              () -> Samples.requests(1))) {
        store.start();
        while (store.health().lastFailure() == null) {
          Thread.onSpinWait();
        }
        return List.of(
            store.health().lastFailure(),
            message(() -> store.view().get()),
            message(() -> StoreInspection.of(config)));
      }
    }

    private static String message(Callable<?> call) {
      try {
        return "no problem: " + call.call();
      } catch (Exception e) {
        return e.getMessage();
      }
    }
  }
}
