package io.github.servletexporter.listener.container.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.RecordedLog;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.PoolDirectory;
import io.github.servletexporter.listener.container.PoolSnapshot;
import io.github.servletexporter.listener.container.ServletApiWatch;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Detection without a container; that of real ones is in the integration tests. */
class KnownContainersTest {

  private final WebApp webApp = new WebApp("/shop", getClass().getClassLoader());
  private final Map<String, Object> attributes = new HashMap<>();
  private String serverInfo = "server/1.2.3";

  @Test
  void takesAContainerWithoutAKnownAttributeForUnknown() throws Exception {
    try (ContainerAdapter container = detect()) {
      assertThat(container.name()).isEqualTo("unknown");
      assertThat(container.version()).isEmpty();
      assertThat(container.pools().read()).isEmpty();
      assertThat(container.pools().poolOf(Thread.currentThread())).isEqualTo(PoolDirectory.OTHER);
      assertThat(container.connectors()).isEmpty();
      assertThat(container.wrap(() -> true).pools()).isEmpty();
    }
  }

  @Test
  void takesAnApplicationWithItsOwnCopyOfTomcatsClassesForUnknown() {
    attributes.put("org.apache.catalina.resources", new Object());

    try (ContainerAdapter container = detect()) {
      assertThat(container.name()).isEqualTo("unknown");
    }
  }

  /** Payara stores an object of another type in the attribute, and lacks the type of Tomcat. */
  @Test
  void takesAForkOfTomcatForUnknownWithoutTouchingItsClasses() throws Exception {
    attributes.put("org.apache.catalina.resources", new Object());

    try (RecordedLog log = RecordedLog.of(KnownContainers.class);
        URLClassLoader fork = new WithoutTomcat()) {
      Class<?> application = fork.loadClass(WebApp.class.getName());
      Object name =
          application
              .getConstructor(String.class, ClassLoader.class)
              .newInstance("/shop", getClass().getClassLoader());
      fork.loadClass(KnownContainers.class.getName())
          .getMethod("detect", ServletContext.class, application)
          .invoke(null, context(), name);

      assertThat(log.lines()).singleElement().asString().contains("unknown container");
    }
  }

  @Test
  void readsThePoolOfAJettyWhoseServerCannotBeAccessed() throws Exception {
    attributes.put("org.eclipse.jetty.server.Executor", new Pool());

    try (ContainerAdapter container = detect()) {
      assertThat(container.name()).isEqualTo("jetty");
      assertThat(container.version()).isEqualTo("1.2.3");
      assertThat(container.pools().read())
          .containsExactly(new PoolSnapshot("web", 3, 5, null, null, null, false));
      assertThat(container.connectors()).isEmpty();
      assertThat(container.watchStart(true, null)).isInstanceOf(ServletApiWatch.class);
    }
  }

  @Test
  void warnsOfAContainerWithKnownVulnerabilities() throws Exception {
    attributes.put("org.eclipse.jetty.server.Executor", new Pool());
    serverInfo = "jetty/12.0.30";

    try (RecordedLog log = RecordedLog.of(KnownContainers.class);
        ContainerAdapter container = detect()) {
      assertThat(container.version()).isEqualTo("12.0.30");
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.contains(
                          "\"/shop\": this version of the container has known vulnerabilities")
                      && line.endsWith(
                          "update to 12.0.38 or newer; container=jetty, version=12.0.30"));
    }
  }

  private ContainerAdapter detect() {
    return KnownContainers.detect(context(), webApp);
  }

  private ServletContext context() {
    return (ServletContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getAttribute" -> attribute((String) arguments[0]);
                  case "getServerInfo" -> serverInfo;
                  default -> throw new UnsupportedOperationException(method.toString());
                });
  }

  private @Nullable Object attribute(String name) {
    return attributes.get(name);
  }

  /** Class loader of a second copy of the product, on a server without Tomcat's classes. */
  private static final class WithoutTomcat extends URLClassLoader {
    WithoutTomcat() {
      super(
          new URL[] {locationOf(KnownContainers.class), locationOf(WebApp.class)},
          KnownContainersTest.class.getClassLoader());
    }

    private static URL locationOf(Class<?> type) {
      return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.apache.catalina.")) {
        throw new ClassNotFoundException(name);
      }
      if (name.startsWith("io.github.servletexporter.")) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
      return super.loadClass(name, resolve);
    }
  }

  /** Pool with the public methods of Jetty's. */
  public static final class Pool {
    public String getName() {
      return "web";
    }

    public int getThreads() {
      return 8;
    }

    public int getIdleThreads() {
      return 5;
    }
  }
}
