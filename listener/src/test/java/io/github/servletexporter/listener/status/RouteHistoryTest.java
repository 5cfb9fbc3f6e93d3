package io.github.servletexporter.listener.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteHistoryTest {

  private static final long MINUTE = RouteHistory.MINUTE_NANOS;
  private static final RouteTotals.Route ROUTE = new RouteTotals.Route("GET", "/a");

  private final RouteHistory history = new RouteHistory();

  @Test
  void countsWhatHasHappenedInEachMinuteSinceTheFirstSample() {
    sample(0, 100);
    sample(MINUTE / 2, 103);
    sample(MINUTE, 110);
    sample(3 * MINUTE, 111);

    assertThat(history.requests(ROUTE)).containsExactly(3, 7, 0, 1);
  }

  @Test
  void countsTheFirstRequestsOfARouteThatAppearsLater() {
    history.sample(Map.of(), 0);
    sample(5_000_000_000L, 4);

    assertThat(history.requests(ROUTE)).containsExactly(4);
  }

  @Test
  void forgetsWhatIsOlderThanAnHour() {
    sample(0, 0);
    sample(1, 9);
    sample(61 * MINUTE, 10);

    assertThat(history.requests(ROUTE)).hasSize(60).startsWith(0).endsWith(1);
  }

  @Test
  void forgetsEverythingAfterALongPause() {
    sample(0, 0);
    sample(1, 9);
    sample(1_000 * MINUTE, 9);

    assertThat(history.requests(ROUTE)).hasSize(60).containsOnly(0);
  }

  @Test
  void addsNothingIfACounterRestarts() {
    sample(0, 100);
    sample(1, 3);
    sample(2, 5);

    assertThat(history.requests(ROUTE)).containsExactly(2);
  }

  @Test
  void keepsTheBusiestRoutesIfThereAreTooMany() {
    Metrics metrics = new Metrics().served("/a", "200", 100, 0, 0, 0);
    for (int i = 0; i < RouteHistory.MAX_ROUTES; i++) {
      metrics.served("/rare-" + i, "200", 1, 0, 0, 0);
    }
    Map<RouteTotals.Route, RouteTotals> all = RouteTotals.byRoute(metrics.families().durations());

    history.sample(all, 0);

    Map<RouteTotals.Route, RouteTotals> known = new HashMap<>(all);
    known.keySet().removeIf(route -> history.requests(route).length == 0);
    assertThat(known).hasSize(RouteHistory.MAX_ROUTES).containsKey(ROUTE);
  }

  @Test
  void findsARouteByItsShownText() {
    String longRoute = "/" + "a".repeat(300);
    history.sample(
        RouteTotals.byRoute(
            new Metrics().served(longRoute, "200", 1, 0, 0, 0).families().durations()),
        0);

    assertThat(history.minutes("GET", VisibleText.shown(longRoute, Json.LABEL_CHARS), 1))
        .isNotNull();
    assertThat(history.minutes("GET", "/other", 1)).isNull();
  }

  private void sample(long nanos, long requests) {
    history.sample(
        RouteTotals.byRoute(
            new Metrics().served("/a", "200", requests, 0, 0, 0).families().durations()),
        nanos);
  }
}
