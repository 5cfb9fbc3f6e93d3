package io.github.servletexporter.listener.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.RecordedExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SharedScrapeTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicInteger renderings = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void rendersOnceForEqualRequests() {
    SharedScrape scrape = scrape(new ScrapeLimits(4, 4, 1, LONG));

    List<CompletableFuture<RecordedExchange>> scrapes =
        IntStream.range(0, 4)
            .mapToObj(i -> scrapeOf(scrape, get("/metrics?name[]=b&name[]=a")))
            .toList();
    awaitRenderings(1);
    awaitRequests(scrape, 4);
    goOn.countDown();

    assertThat(scrapes)
        .allSatisfy(
            each -> {
              assertThat(each.join().status).isEqualTo(200);
              assertThat(each.join().text()).isEqualTo("rendering 1\n");
              assertThat(each.join().headers).containsEntry("Cache-Control", "no-store");
            });
    assertThat(renderings).hasValue(1);
  }

  @Test
  void ignoresTheOrderOfSelectedFamiliesAndTheWayToAskForAFormat() {
    SharedScrape scrape = scrape(new ScrapeLimits(4, 4, 4, LONG));

    List<CompletableFuture<RecordedExchange>> equal =
        List.of(
            scrapeOf(scrape, get("/metrics?name[]=b&name[]=a").with("Accept", "text/plain")),
            scrapeOf(scrape, get("/metrics?name%5B%5D=a&name[]=b").with("Accept", "*/*")));
    awaitRequests(scrape, 2);
    goOn.countDown();

    equal.forEach(CompletableFuture::join);
    assertThat(renderings).hasValue(1);
  }

  @Test
  void rendersDifferentRequestsSeparately() {
    SharedScrape scrape = scrape(new ScrapeLimits(5, 5, 5, LONG));
    goOn.countDown();

    for (RecordedExchange each :
        List.of(
            get("/metrics"),
            get("/metrics?name[]=a"),
            get("/metrics?debug=text"),
            get("/metrics").with("Accept", "application/openmetrics-text;version=1.0.0"),
            get("/metrics").with("Accept-Encoding", "br, gzip"))) {
      scrapeOf(scrape, each).join();
    }

    assertThat(renderings).hasValue(5);
  }

  @Test
  void refusesRequestsAboveTheLimit() {
    SharedScrape scrape = scrape(new ScrapeLimits(1, 1, 1, LONG));
    CompletableFuture<RecordedExchange> first = scrapeOf(scrape, get("/metrics"));
    awaitRenderings(1);

    RecordedExchange second = scrapeOf(scrape, get("/metrics").from("192.0.2.7")).join();

    assertThat(second.status).isEqualTo(503);
    assertThat(second.headers).containsEntry("Retry-After", "1");
    goOn.countDown();
    assertThat(first.join().status).isEqualTo(200);
    assertThat(scrapeOf(scrape, get("/metrics")).join().status).isEqualTo(200);
  }

  @Test
  void keepsRoomForOtherClients() {
    SharedScrape scrape = scrape(new ScrapeLimits(3, 2, 1, LONG));
    scrapeOf(scrape, get("/metrics"));
    scrapeOf(scrape, get("/metrics"));
    awaitRequests(scrape, 2);

    assertThat(scrapeOf(scrape, get("/metrics")).join().status).isEqualTo(503);
    CompletableFuture<RecordedExchange> other = scrapeOf(scrape, get("/metrics").from("192.0.2.7"));

    awaitRequests(scrape, 3);
    goOn.countDown();
    assertThat(other.join().status).isEqualTo(200);
  }

  @Test
  void doesNotWaitForARenderingThatHangs() {
    SharedScrape scrape = scrape(new ScrapeLimits(4, 4, 1, Duration.ofMillis(1)));
    CompletableFuture<RecordedExchange> hanging = scrapeOf(scrape, get("/metrics"));
    awaitRenderings(1);

    RecordedExchange equal = scrapeOf(scrape, get("/metrics")).join();
    RecordedExchange different = scrapeOf(scrape, get("/metrics?name[]=a")).join();

    assertThat(equal.status).isEqualTo(503);
    assertThat(different.status).isEqualTo(503);
    goOn.countDown();
    assertThat(hanging.join().status).isEqualTo(200);
  }

  /** Otherwise a client with a short time limit could keep every equal scrape from its answer. */
  @Test
  void rendersForTheOthersIfAClientDoesNotWaitForItsRendering() {
    SharedScrape scrape = scrape(new ScrapeLimits(4, 4, 1, LONG));
    CompletableFuture<RecordedExchange> busy = scrapeOf(scrape, get("/metrics?name[]=a"));
    awaitRenderings(1);
    CompletableFuture<RecordedExchange> hasty =
        scrapeOf(scrape, get("/metrics").with("X-Prometheus-Scrape-Timeout-Seconds", "0.5"));
    awaitRequests(scrape, 2);

    CompletableFuture<RecordedExchange> patient =
        scrapeOf(scrape, get("/metrics").from("192.0.2.7"));

    assertThat(hasty.join().status).isEqualTo(503);
    goOn.countDown();
    assertThat(patient.join().status).isEqualTo(200);
    assertThat(busy.join().status).isEqualTo(200);
  }

  /** The metrics port interrupts the rendering of a client whose connection it closes. */
  @Test
  void rendersForTheOthersIfARenderingIsInterrupted() {
    CountDownLatch interrupted = new CountDownLatch(1);
    SharedScrape scrape =
        new SharedScrape(
            exchange -> {
              int number = renderings.incrementAndGet();
              if (number == 1) {
                await(interrupted);
                Thread.currentThread().interrupt();
              }
              PlainAnswer.send(exchange, 200, "rendering " + number);
            },
            new ScrapeLimits(4, 4, 1, LONG));
    scrapeOf(scrape, get("/metrics"));
    awaitRenderings(1);
    CompletableFuture<RecordedExchange> second = scrapeOf(scrape, get("/metrics"));
    awaitRequests(scrape, 2);

    interrupted.countDown();

    assertThat(second.join().text()).isEqualTo("rendering 2\n");
  }

  @Test
  void answersOthersIfARenderingFails() {
    SharedScrape scrape =
        new SharedScrape(
            exchange -> {
              renderings.incrementAndGet();
              await(goOn);
              throw new IllegalStateException("expected");
            },
            new ScrapeLimits(2, 2, 1, LONG));
    CompletableFuture<RecordedExchange> first = scrapeOf(scrape, get("/metrics"));
    awaitRenderings(1);
    CompletableFuture<RecordedExchange> second = scrapeOf(scrape, get("/metrics"));
    awaitRequests(scrape, 2);

    goOn.countDown();

    assertThat(first).failsWithin(LONG).withThrowableThat().withMessageContaining("expected");
    assertThat(second.join().status).isEqualTo(503);
    assertThat(scrape.requests()).isZero();
  }

  @Test
  void omitsTheBodyOfAnAnswerToHead() {
    goOn.countDown();

    RecordedExchange exchange =
        scrapeOf(scrape(ScrapeLimits.ofPort()), new RecordedExchange("HEAD", "/metrics")).join();

    assertThat(exchange.contentLength).isEqualTo("rendering 1\n".length());
    assertThat(exchange.text()).isEmpty();
  }

  @Test
  void refusesAMalformedQuery() {
    RecordedExchange exchange =
        scrapeOf(scrape(ScrapeLimits.ofPort()), get("/metrics?name[]=%zz")).join();

    assertThat(exchange.status).isEqualTo(400);
    assertThat(renderings).hasValue(0);
  }

  private SharedScrape scrape(ScrapeLimits limits) {
    return new SharedScrape(
        exchange -> {
          String text = "rendering " + renderings.incrementAndGet();
          await(goOn);
          PlainAnswer.send(exchange, 200, text);
        },
        limits);
  }

  private void awaitRenderings(int count) {
    Awaitility.await().until(() -> renderings.get() >= count);
  }

  private static void awaitRequests(SharedScrape scrape, int count) {
    Awaitility.await().until(() -> scrape.requests() == count);
  }

  private static RecordedExchange get(String target) {
    return new RecordedExchange("GET", target);
  }

  /** Scrapes on a thread of its own. */
  private static CompletableFuture<RecordedExchange> scrapeOf(
      SharedScrape scrape, RecordedExchange exchange) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            scrape.handle(exchange);
            return exchange;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> new Thread(task).start());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
