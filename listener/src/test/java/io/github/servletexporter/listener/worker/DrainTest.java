package io.github.servletexporter.listener.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.worker.RunningRequest;
import io.github.servletexporter.listener.RecordedLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class DrainTest {

  private static final WebApp WEB_APP = new WebApp("/shop", DrainTest.class.getClassLoader());
  private static final Duration LONGER_THAN_ANY_TEST = Duration.ofDays(1);

  @Test
  void logsHowManyRequestsAreLeftWhileItWaits() {
    Queue<List<RunningRequest>> running = new ArrayDeque<>();
    running.add(List.of(request("/a"), request("/b")));
    running.add(List.of(request("/a"), request("/b")));
    running.add(List.of(request("/b")));

    try (RecordedLog log = RecordedLog.of(Drain.class)) {
      new Drain(
              WEB_APP,
              LONGER_THAN_ANY_TEST,
              () -> {},
              () -> Objects.requireNonNullElse(running.poll(), List.of()),
              List::of,
              Duration.ZERO)
          .run();

      assertThat(log.lines())
          .filteredOn(line -> line.contains("the stop waits for requests in flight"))
          .hasSize(2)
          .satisfiesExactly(
              line ->
                  assertThat(line).startsWith("web app \"/shop\": ").contains("left=2", "GET /a"),
              line -> assertThat(line).contains("left=1", "GET /b"));
    }
  }

  private static RunningRequest request(String route) {
    return new RunningRequest(route, RunningRequest.ASYNC, null, "GET", route, System.nanoTime());
  }
}
