package io.github.servletexporter.listener.boot.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.request.WebApps;
import io.github.servletexporter.listener.boot.BootFailure;
import io.github.servletexporter.listener.boot.BootStage;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Boot in an unknown container; known containers are in the integration tests. */
class BootTest {

  private final Map<Object, Object> attributes = new HashMap<>();
  private final ServletContext context = context();

  @Test
  void isReadyWhenOurListenerHasBeenCalled() {
    Boot boot = Boot.begin(context, false);
    boolean before = boot.readiness().isReady();

    boot.listenerCalled();

    assertThat(before).isFalse();
    assertThat(boot.readiness().isReady()).isTrue();
  }

  @Test
  void isTheSameForInitializerAndListener() {
    Boot begun = Boot.begin(context, false);

    assertThat(Boot.begin(context, false)).isSameAs(begun);
  }

  @Test
  void beginsAnewWhenAStartHasEnded() {
    Boot ended = Boot.begin(context, false);
    ended.listenerCalled();

    assertThat(Boot.begin(context, false)).isNotSameAs(ended);
  }

  @Test
  void isNotReadyAfterAFailureOfOurs() {
    Boot boot = Boot.begin(context, false);

    boot.failed("servlet-exporter", new IllegalStateException("no port"));
    boot.listenerCalled();

    assertThat(boot.readiness().reason()).contains("servlet-exporter (init)").contains("no port");
    assertThat(boot.firstFailure()).map(BootFailure::stage).contains(BootStage.INIT);
  }

  @Test
  void leavesNothingInTheContext() {
    Boot boot = Boot.begin(context, false);
    boot.listenerCalled();

    boot.close();
    boot.close();

    assertThat(attributes).isEmpty();
  }

  @Test
  void logsAFailureThatComesBeforeTheConfiguration() {
    BootFailure failure =
        Boot.failedAtOnce(
            WebApps.of(context), "servlet-exporter", new IllegalArgumentException("a wrong key"));

    assertThat(failure)
        .hasToString("servlet-exporter (init): java.lang.IllegalArgumentException: a wrong key");
  }

  private ServletContext context() {
    return (ServletContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getContextPath" -> "/shop";
                  case "getServerInfo" -> "unknown/1";
                  case "getClassLoader" -> getClass().getClassLoader();
                  case "getAttribute" -> attributes.get(arguments[0]);
                  case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                  case "removeAttribute" -> attributes.remove(arguments[0]);
                  case "getFilterRegistrations", "getServletRegistrations" -> Map.of();
                  default -> throw new UnsupportedOperationException(method.toString());
                });
  }
}
