package io.github.servletexporter.it.operator.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The status page of a real web application. */
@ExtendWith(BrowserExtension.class)
class EmbeddedJettyIT {

  private static final String DURATION = "http_server_request_duration_seconds";
  private static final String ROUTE = "http_route";

  private EmbeddedShop shop;
  private Browser browser;

  @BeforeEach
  void start(Browser shared) {
    browser = shared;
    browser.start(1440, 900);
  }

  @AfterEach
  void close() {
    browser.leave();
    shop.close();
  }

  @Test
  void showsTheValuesOfTheScrape() throws Exception {
    shop = EmbeddedShop.start(Map.of());
    shop.serve();
    Scrape scrape = shop.scrape();

    browser.open(shop.metricsUrl("/status"));
    browser.awaitLive();

    for (String route : new String[] {"/shop/fast", "/shop/failing"}) {
      String row = "GET " + route;
      assertThat(cell("routes", row, "Requests"))
          .isEqualTo(scrape.sum(DURATION + "_count", ROUTE, route, "http_request_method", "GET"));
      assertThat(cell("routes", row, "5xx"))
          .isEqualTo(
              scrape.sum(DURATION + "_count", ROUTE, route, "http_response_status_code", "500"));
      // The page reads native buckets, which are more exact than the scrape's classic ones.
      Scrape.Bucket bucket =
          scrape.bucketOf(0.99, DURATION, ROUTE, route, "http_request_method", "GET");
      assertThat(cell("routes", row, "p99"))
          .isBetween(bucket.lower() * 0.95, bucket.upper() * 1.05);
    }
    assertThat(cell("routes", "GET /shop/fast", "Requests")).isEqualTo(20);
    assertThat(exact("#tile-requests .more")).isEqualTo(scrape.sum(DURATION + "_count"));
    assertThat(exact("#tile-exceptions .value"))
        .isEqualTo(scrape.sum("http_server_exceptions_total"))
        .isEqualTo(3);
    assertThat(sumOfColumn("workers", "Slot: requests"))
        .isEqualTo(scrape.sum("servlet_worker_requests_total"));
    assertThat(sumOfColumn("pools", "Max"))
        .isEqualTo(scrape.sum("servlet_pool_threads_max"))
        .isEqualTo(16);
    assertThat(sumOfColumn("framing", "Requests"))
        .isEqualTo(scrape.sum("servlet_framing_violations_total"))
        .isEqualTo(1);
    assertThat(browser.text("#exception-list .message")).isEqualTo(EmbeddedShop.MESSAGE);
    assertThat(browser.text("#exception-list .type")).isEqualTo("IllegalStateException");
    assertThat(browser.text("#readiness")).isEqualTo("Ready");
  }

  @Test
  void drawsWhatTheHousekeepingSamplesAndLeavesTheConsoleEmpty() throws Exception {
    shop = EmbeddedShop.start(Map.of());
    browser.open(shop.metricsUrl("/status"));
    browser.awaitLive();

    Browser.await().until(() -> browser.texts(".plot canvas").size() == 12);
    shop.serve();

    // Only one sample contains the rate of these requests, and the page may skip it.
    Browser.await().until(() -> browser.text("#tile-exceptions .more").startsWith("3 in"));
    browser.screenshot("embedded-jetty");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void opensWithCredentialsInTheAddressAndMasksThem() throws Exception {
    shop =
        EmbeddedShop.start(
            Map.of("auth.user", EmbeddedShop.USER, "auth.password", EmbeddedShop.PASSWORD));

    browser.open(shop.metricsUrlWithCredentials("/status"));
    browser.awaitLive();

    assertThat(browser.text("#settings")).contains("auth.password", "" + shop.metricsPort());
    assertThat(browser.script("return document.documentElement.textContent"))
        .asString()
        .doesNotContain(EmbeddedShop.PASSWORD);
  }

  @Test
  void standsInTheApplicationWhereItIsSwitchedOnThere() throws Exception {
    shop = EmbeddedShop.start(Map.of("status", "app"));

    browser.open(shop.app("/status"));
    browser.awaitLive();

    assertThat(browser.script("return location.href")).isEqualTo(shop.app("/status/"));
    assertThat(browser.text("h1")).isEqualTo("/shop");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void opensWithTheKeyOfTheStartLineWhichLeavesTheAddress() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger("io.github.servletexporter");
    Handler handler = recorder(lines);
    logger.addHandler(handler);
    try {
      shop = EmbeddedShop.startUnconfigured();
    } finally {
      logger.removeHandler(handler);
    }
    String key = String.join(" ", lines).replaceAll("(?s).*#key=([0-9a-f]+).*", "$1");
    String page = shop.app("/metrics/status/");

    browser.open(shop.app("/metrics/status#key=" + "0".repeat(32)));
    Browser.await().until(() -> browser.text("#reason").equals("This key is wrong."));
    assertThat(browser.script("return location.href")).isEqualTo(page);

    browser.leave();
    browser.open(shop.app("/metrics/status#key=" + key));
    browser.awaitLive();
    assertThat(browser.script("return location.href")).isEqualTo(page);
    assertThat(browser.script("return document.cookie")).isEqualTo("");

    browser.leave();
    browser.open(page);
    browser.awaitLive();

    browser.leave();
    browser.open(shop.app("/metrics/status#key=" + key));
    browser.awaitLive();
    assertThat(browser.script("return location.href")).isEqualTo(page);
  }

  private static Handler recorder(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord logged) {
        lines.add(new SimpleFormatter().formatMessage(logged));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /** Returns the exact number of a cell from its title. */
  private double cell(String table, String row, String column) {
    return number(
        browser.script(
            "const table = document.querySelector(`[data-table=${arguments[0]}]`);"
                + "const heads = [...table.querySelectorAll('thead th')].map(e => e.textContent);"
                + "const row = [...table.querySelectorAll('tbody tr')]"
                + ".find(e => e.cells[0].textContent === arguments[1]);"
                + "return row.cells[heads.indexOf(arguments[2])].title;",
            table,
            row,
            column));
  }

  private double sumOfColumn(String table, String column) {
    return ((Number)
            browser.script(
                "const table = document.querySelector(`[data-table=${arguments[0]}]`);"
                    + "const heads = [...table.querySelectorAll('thead th')];"
                    + "const at = heads.findIndex(e => e.textContent === arguments[1]);"
                    + "return [...table.querySelectorAll('tbody tr')]"
                    + ".reduce((sum, e) => sum + (parseFloat(e.cells[at].title) || 0), 0);",
                table,
                column))
        .doubleValue();
  }

  private double exact(String selector) {
    return number(browser.find(selector).getAttribute("title"));
  }

  private static double number(Object title) {
    return Double.parseDouble(String.valueOf(title).split(" ", 2)[0].replace(",", ""));
  }
}
