package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.OkServlet;
import io.github.servletexporter.it.standalone.brokenhook.BrokenHook;
import io.github.servletexporter.it.standalone.examplehook.LoggingHook;
import io.github.servletexporter.listener.hook.LifecycleHook;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A jar with a hook in WEB-INF/lib, beside ours, is all that the hook needs. */
interface HookContract extends OnServer {
  @Test
  default void tellsTheHookOfAJarThatIsDroppedIn() {
    with(
        "hooked",
        War.of(OkServlet.class)
            .withService("example-hook.jar", LifecycleHook.class, LoggingHook.class)
            .withBundle()
            .build(),
        app -> {
          app.text("/ok");
          await().untilAsserted(() -> assertThat(heard("/hooked has worker 0 of ")).isNotEmpty());
        });

    assertThat(heard("/hooked starts with servlet-exporter ")).hasSize(1);
    assertThat(heard("/hooked is ready")).hasSize(1);
    assertThat(heard("/hooked ends")).hasSize(1);
  }

  @Test
  default void servesOnWithAHookThatThrowsAndHangs() {
    with(
        "badly-hooked",
        War.of(OkServlet.class)
            .withService("broken-hook.jar", LifecycleHook.class, BrokenHook.class)
            .withBundle()
            .build(),
        app -> {
          app.text("/ok");
          app.text("/ok");

          assertThat(app.scrape().requests("/badly-hooked/ok")).isEqualTo(2);
          assertThat(app.scrape().text())
              .containsPattern(
                  "servlet_hook_failures_total\\{hook=\""
                      + BrokenHook.class.getName()
                      + "\"} [1-9]");
        });

    assertThat(server().jvm().threads())
        .noneMatch(thread -> thread.contains("servlet-exporter-hooks /badly-hooked"));
  }

  private List<String> heard(String what) {
    return server().log().stream().filter(line -> line.contains("example hook: " + what)).toList();
  }
}
