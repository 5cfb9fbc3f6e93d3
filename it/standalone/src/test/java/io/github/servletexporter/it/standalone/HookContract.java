package io.github.servletexporter.it.standalone;

import static io.github.servletexporter.it.standalone.War.contextParam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.standalone.app.OkServlet;
import io.github.servletexporter.it.standalone.brokenhook.BrokenHook;
import io.github.servletexporter.it.standalone.examplehook.LoggingHook;
import io.github.servletexporter.it.standalone.hanginghook.HangingHook;
import io.github.servletexporter.listener.hook.LifecycleHook;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A jar with a hook next to ours in WEB-INF/lib is sufficient for the hook. */
interface HookContract extends OnServer {
  /** Limit that is well over the timeout of a hook. */
  Duration HANGING_LIMIT = Duration.ofSeconds(30);

  @Test
  default void notifiesTheHookOfADroppedInJar() {
    with(
        "hooked",
        War.of(OkServlet.class)
            .withService("example-hook.jar", LifecycleHook.class, LoggingHook.class)
            .withDescriptor(contextParam("servlet-exporter.worker-timeout", "300ms"))
            .withBundle()
            .build(),
        app -> {
          app.text("/ok");
          awaitHeard("hooked", "has worker 0 of ");
          try (RawRequest ambiguous = RawRequest.get(app, "/ok", "Connection: content-length\r\n");
              RawRequest lasting = RawRequest.unfinished(app, "/ok")) {
            assertThat(ambiguous.answer()).startsWith("HTTP/1.1 400 ");
            awaitHeard("hooked", "was kept from a request: framing");
            awaitHeard("hooked", "is stuck in POST /hooked/ok");
            lasting.finish();
          }
        });

    List<String> heard = heard("hooked");
    assertThat(heard.get(0)).startsWith("starts with servlet-exporter ");
    // A worker may come first: Jetty routes requests before it notifies listeners of the start.
    assertThat(heard).containsOnlyOnce("is ready");
    assertThat(heard).contains("has lost worker 0: stopped").endsWith("ends");
    assertThat(heard.stream().filter("is stuck in POST /hooked/ok"::equals)).hasSize(1);
    assertThat(heard.stream().filter(line -> line.startsWith("has worker ")))
        .hasSameSizeAs(heard.stream().filter(line -> line.startsWith("has lost worker ")).toList());
  }

  @Test
  default void servesAndNotifiesOtherHooksIfHooksThrowOrHang() {
    with(
        "badly-hooked",
        War.of(OkServlet.class)
            .withService("broken-hook.jar", LifecycleHook.class, BrokenHook.class)
            .withService("hanging-hook.jar", LifecycleHook.class, HangingHook.class)
            .withService("example-hook.jar", LifecycleHook.class, LoggingHook.class)
            .withBundle()
            .build(),
        app -> {
          app.text("/ok");
          app.text("/ok");

          assertThat(app.scrape().requests("/badly-hooked/ok")).isEqualTo(2);
          awaitHeard("badly-hooked", "has worker 0 of ");
          // Jetty routes requests to the application before it notifies listeners of the start.
          await("the broken hook has failed in onStarting and whenReady")
              .untilAsserted(
                  () ->
                      assertThat(app.scrape().text())
                          .contains(failures(BrokenHook.class) + "2.0")
                          .contains(failures(LoggingHook.class) + "0.0"));
          await("the call that hangs is given up")
              .atMost(HANGING_LIMIT)
              .untilAsserted(
                  () ->
                      assertThat(app.scrape().text())
                          .doesNotContain(failures(HangingHook.class) + "0.0"));
        });

    assertThat(heard("badly-hooked")).endsWith("ends");
    assertThat(BootContract.after(server(), "web app \"/badly-hooked\": hook "))
        .anyMatch(line -> line.startsWith(BrokenHook.class.getName() + " failed in onStarting"))
        .anyMatch(
            line ->
                line.startsWith(
                    HangingHook.class.getName() + " has not returned from workerStarted within"));
    assertThat(server().jvm().threads())
        .noneMatch(thread -> thread.contains("servlet-exporter-hooks /badly-hooked"));
  }

  private static String failures(Class<?> hook) {
    return "servlet_hook_failures_total{hook=\"" + hook.getName() + "\"} ";
  }

  private void awaitHeard(String context, String what) {
    await(what)
        .untilAsserted(() -> assertThat(heard(context)).anyMatch(line -> line.startsWith(what)));
  }

  /** Returns the events that the example hook of an application has received, in order. */
  private List<String> heard(String context) {
    return BootContract.after(server(), "example hook: /" + context + " ");
  }
}
