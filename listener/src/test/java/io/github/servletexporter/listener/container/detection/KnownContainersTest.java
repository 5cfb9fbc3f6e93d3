package io.github.servletexporter.listener.container.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.listener.container.ContainerAdapter;
import io.github.servletexporter.listener.container.PoolDirectory;
import io.github.servletexporter.listener.container.PoolSnapshot;
import io.github.servletexporter.listener.container.ServletApiWatch;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Detection without a container; that of real ones is in the integration tests. */
class KnownContainersTest {

  private final WebApp webApp = new WebApp("/shop", getClass().getClassLoader());
  private final Map<String, Object> attributes = new HashMap<>();

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
                  case "getServerInfo" -> "server/1.2.3";
                  default -> throw new UnsupportedOperationException(method.toString());
                });
  }

  private @Nullable Object attribute(String name) {
    return attributes.get(name);
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
