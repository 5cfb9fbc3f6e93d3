package io.github.servletexporter.it.operator.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.listener.status.StatusPages;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The status page of a web application that has run for an hour. */
@ExtendWith(BrowserExtension.class)
class StatusPageIT {

  private static final int WIDE = 1440;
  private static final int PHONE = 360;

  private final BusyShop shop = new BusyShop(Instant.now());
  private final StatusPages pages = shop.pages();
  private StatusServer server;
  private Browser browser;

  @BeforeEach
  void open(Browser shared) throws IOException {
    server = new StatusServer(pages, "/shop");
    browser = shared;
    browser.start(WIDE, 900);
    browser.open(server.url());
    browser.awaitLive();
  }

  @AfterEach
  void close() {
    browser.leave();
    server.close();
  }

  @Test
  void showsEveryPartInLightAndDarkAndLeavesTheConsoleEmpty() throws IOException {
    assertThat(browser.text("h1")).isEqualTo("/shop");
    assertThat(browser.text("#readiness")).isEqualTo("Ready");
    assertThat(browser.texts(".plot h3"))
        .containsExactly(
            "Requests",
            "Errors",
            "Latency",
            "In flight and queued",
            "Pool threads",
            "Workers",
            "Client errors and refusals",
            "Heap",
            "Garbage collection",
            "Processors",
            "Threads of the JVM",
            "Open files and sockets");
    assertThat(browser.texts(".plot canvas")).hasSize(12);
    for (String part :
        List.of(
            "inFlight",
            "slowest",
            "routes",
            "pools",
            "workers",
            "framing",
            "recycles",
            "instances",
            "settings")) {
      assertThat(browser.texts("[data-table=" + part + "] tbody tr")).as(part).isNotEmpty();
    }
    assertThat(browser.text("#attention")).contains("1 worker is stuck");
    browser.screenshot("light");

    browser.colorScheme("dark");

    Browser.await().until(() -> background().equals("rgb(14, 20, 20)"));
    browser.screenshot("dark");
    assertThat(browser.console()).isEmpty();
  }

  /** docs/screenshot.sh copies the picture to the README. */
  @Test
  void showsTheLastHour() throws IOException {
    browser.script("document.querySelector('input[name=span][value=\"3600\"]').click()");

    assertThat(browser.script("return document.querySelector('input[name=span]:checked').value"))
        .isEqualTo("3600");
    assertThat(browser.texts(".plot canvas")).hasSize(12);
    browser.screenshotOfWindow("readme");
  }

  @Test
  void fitsAPhoneWithoutSidewaysScrolling() throws IOException {
    browser.resize(PHONE, 740);
    browser.script("document.querySelectorAll('details').forEach(each => each.open = true)");

    Browser.await().until(() -> widestPicture() < PHONE);

    assertThat(number("return document.documentElement.scrollWidth")).isEqualTo(PHONE);
    assertThat(number("window.scrollTo(500, 0); return window.scrollX")).isZero();
    assertThat(number("return document.querySelector('[data-table=routes] .scroll').scrollWidth"))
        .as("the wide table scrolls inside")
        .isGreaterThan(PHONE);
    browser.screenshot("phone");
  }

  @Test
  void hidesNothingAtTheWidthOfASmallLaptop() throws IOException {
    browser.resize(1280, 800);

    assertThat(clippedCells()).isEqualTo(List.of());
    assertThat(number("return document.documentElement.scrollWidth")).isEqualTo(1280);
    browser.screenshot("laptop");
  }

  @Test
  void leadsFromAStuckRequestToItsStack() throws IOException {
    browser.script("document.querySelector('[data-table=inFlight] .in-cell').click()");

    Browser.await().until(() -> browser.text("#stack-frames").contains("BusyShop.awaitConnection"));
    assertThat(browser.text("#stack-title")).isEqualTo("qtp-shop-31");
    assertThat(browser.text("#stack-about")).contains("GET /shop/products/{id} for 41.7", "waits");
    assertThat(browser.text("#stack-frames")).contains("java.util.concurrent.Semaphore");

    browser.script("document.querySelector('#stack-own').click()");

    assertThat(browser.text("#stack-frames"))
        .contains("BusyShop.awaitConnection")
        .doesNotContain("java.util.concurrent.Semaphore");
    browser.screenshotOfWindow("stack");
    browser.press(Keys.ESCAPE);
    assertThat(browser.find("#stack").isDisplayed()).isFalse();
  }

  @Test
  void limitsThePlotsToARouteThatIsClicked() throws IOException {
    String all = browser.find("#plot-requests [role=img]").getAttribute("aria-label");
    browser.script("document.querySelector('[data-table=routes] tbody .in-cell').click()");

    Browser.await().until(() -> browser.find("#route-filter").isDisplayed());
    Browser.await()
        .until(
            () ->
                browser
                    .find("#plot-latency [role=img]")
                    .getAttribute("aria-label")
                    .startsWith("Latency: mean "));
    assertThat(browser.text("#route-filter-text")).isEqualTo("GET /shop/products, by minute");
    assertThat(browser.find("#plot-requests [role=img]").getAttribute("aria-label"))
        .isNotEqualTo(all);
    browser.screenshotOfWindow("route");

    browser.find("#route-filter-off").click();

    Browser.await()
        .until(
            () -> all.equals(browser.find("#plot-requests [role=img]").getAttribute("aria-label")));
  }

  @Test
  void zoomsToTheTimeThatIsDragged() {
    String before = browser.find("#plot-errors [role=img]").getAttribute("aria-label");

    browser.drag("#plot-requests .u-over", 0.1, 0.2);

    assertThat(browser.find("#zoom-off").isDisplayed()).isTrue();
    assertThat(browser.find("#plot-errors [role=img]").getAttribute("aria-label"))
        .isNotEqualTo(before);

    browser.find("#zoom-off").click();

    assertThat(browser.find("#plot-errors [role=img]").getAttribute("aria-label"))
        .isEqualTo(before);
  }

  @Test
  void searchesATableAndFoldsTheDefaults() {
    browser.find("[data-bar=routes] .search").sendKeys("CART");

    assertThat(browser.texts("[data-table=routes] tbody th"))
        .containsExactly("POST /shop/cart", "GET /shop/cart");
    assertThat(browser.text("[data-bar=routes] .count")).isEqualTo("2 of 8 routes");
    assertThat(browser.texts("[data-table=settings] tbody td:last-child"))
        .isNotEmpty()
        .doesNotContain("default");

    browser.find("[data-table=settings] > button").click();

    assertThat(browser.texts("[data-table=settings] tbody td:last-child")).contains("default");
    assertThat(browser.text("[data-bar=settings] .count")).isEqualTo("9 settings");
  }

  /** A chooser of files does not appear in a headless browser, so the content is read instead. */
  @Test
  void savesWhatATableShows() {
    browser.script(
        "window.saved = [];"
            + "URL.createObjectURL = blob => { blob.text().then(text => saved.push(text)); return '#'; };"
            + "document.querySelectorAll('[data-bar=instances] .tools button')"
            + ".forEach(each => each.click())");

    Browser.await().until(() -> number("return saved.length") == 2);
    assertThat(String.valueOf(browser.script("return saved[0]")))
        .startsWith(quoted("Instance,State,Container,servlet-exporter,Java,Last seen"))
        .contains(quoted("shop-2:4711/shop,live,Jetty 12.1.12,0.1.0,17.0.15"));
    assertThat(String.valueOf(browser.script("return JSON.parse(saved[1]).length"))).isEqualTo("3");
  }

  private static String quoted(String fields) {
    return "\"" + fields.replace(",", "\",\"") + "\"";
  }

  @Test
  void isNeverGreenWhileAPoolIsExhausted() throws IOException {
    shop.hang();
    goOn(1);

    Browser.await().until(() -> browser.text("#readiness").equals("Saturated"));
    assertThat(browser.find("#readiness").getAttribute("class")).contains("bad");
    assertThat(browser.text("#attention")).contains("Saturated: pool qtp has no free thread");
    browser.screenshotOfWindow("saturated");
  }

  @Test
  void sortsByTheKeyboard() {
    browser.tabTo("p99");
    browser.press(Keys.ENTER);

    assertThat(browser.find("[data-table=routes] th[aria-sort]").getText()).isEqualTo("p99");
    assertThat(sortedBy("p99")).isEqualTo("descending");
    assertThat(firstRoute()).isEqualTo("PUT /shop/customers/{id}/address");

    browser.press(Keys.SPACE);

    assertThat(sortedBy("p99")).isEqualTo("ascending");
    assertThat(firstRoute()).isEqualTo("GET /shop/products");
    assertThat(browser.script("return getComputedStyle(document.activeElement).outlineStyle"))
        .as("the focus is visible")
        .isEqualTo("solid");
  }

  @Test
  void keepsOrderAndWhatIsOpenAndTheFocusWhenItRefreshes() {
    browser.tabTo("5xx");
    browser.press(Keys.ENTER);
    String open = "document.querySelector('#exception-list details')";
    browser.script(open + ".open = true");
    String before = browser.text("#tile-requests .more");

    goOn(3);

    Browser.await().until(() -> !browser.text("#tile-requests .more").equals(before));
    assertThat(sortedBy("5xx")).isEqualTo("descending");
    assertThat(browser.script("return " + open + ".open")).isEqualTo(true);
    assertThat(browser.script("return document.activeElement.textContent")).isEqualTo("5xx");
  }

  @Test
  void letsTheKeyboardSkipToTheNumbers() {
    browser.press(Keys.TAB);
    assertThat(browser.script("return document.activeElement.textContent"))
        .isEqualTo("Skip to main content");

    browser.press(Keys.ENTER);

    assertThat(browser.script("return document.activeElement.id")).isEqualTo("main");
  }

  @Test
  void tellsTheValuesOfEachPlotInWords() {
    String latency = browser.find("#plot-latency [role=img]").getAttribute("aria-label");

    assertThat(latency)
        .startsWith("Latency: p50 ")
        .contains("; p90 ", "; p99 ", "in the selected period");
    assertThat(latency).doesNotContain("undefined", "NaN", "Infinity");
  }

  @Test
  void losesNoHistoryByAReload() {
    long before = samples();

    browser.open(server.url());
    browser.awaitLive();

    assertThat(samples()).isEqualTo(before).isEqualTo(700);
  }

  @Test
  void asksForNewSamplesOnly() {
    goOn(2);

    Browser.await()
        .until(() -> historyRequests().stream().anyMatch(url -> url.endsWith("after=702")));
    assertThat(historyRequests().get(0)).endsWith("after=0");
    assertThat(historyRequests()).filteredOn(url -> url.endsWith("after=0")).hasSize(1);
  }

  @Test
  void remembersTheThemeThatWasChosen() {
    browser.tabTo("Dark");
    browser.press(Keys.ENTER);
    assertThat(background()).isEqualTo("rgb(14, 20, 20)");

    browser.open(server.url());
    browser.awaitLive();

    assertThat(background()).isEqualTo("rgb(14, 20, 20)");
    assertThat(browser.text("#theme")).isEqualTo("Light");
  }

  @Test
  void stopsWhenItIsPausedAndGoesOnAfterwards() {
    browser.tabTo("Pause");
    browser.press(Keys.ENTER);
    assertThat(browser.text("#connection")).isEqualTo("Paused");
    assertThat(browser.find("#pause").getAttribute("aria-pressed")).isEqualTo("true");
    String before = browser.text("#tile-requests .more");
    goOn(12);

    browser.press(Keys.ENTER);

    Browser.await().until(() -> !browser.text("#tile-requests .more").equals(before));
    assertThat(browser.text("#connection")).isEqualTo("Live");
  }

  @Test
  void saysThatItsSamplesAreOldRatherThanShowOldRates() {
    for (int i = 0; i < 6; i++) {
      shop.goOn();
    }

    Browser.await().until(() -> browser.text("#attention").contains("The last sample is 30"));
    assertThat(browser.text("#tile-requests .value")).isEqualTo("–");
  }

  @Test
  void asksForNothingWhileItsTabIsHidden() {
    browser.lookElsewhere();
    int before = server.looks();

    Browser.await().during(Duration.ofSeconds(11)).until(() -> server.looks() <= before + 1);

    browser.lookBack();
    Browser.await().until(() -> server.looks() > before + 2);
  }

  @Test
  void showsThePlotsOfTheTimeThatIsChosen() {
    String before = browser.find("#plot-errors [role=img]").getAttribute("aria-label");

    browser.script("document.querySelector('input[name=span][value=\"300\"]').click()");

    assertThat(browser.find("#plot-errors [role=img]").getAttribute("aria-label"))
        .as("the outage is longer ago than five minutes")
        .isNotEqualTo(before);
  }

  @Test
  void saysThatTheServerIsAwayAndRecoversByItself() throws IOException {
    String before = browser.text("#tile-requests .value");

    server.goAway();

    Browser.await()
        .until(() -> browser.text("#connection").startsWith("The server does not answer"));
    assertThat(browser.text("#tile-requests .value")).isEqualTo(before);
    browser.screenshot("away");

    goOn(1);
    server.comeBack();

    browser.awaitLive();
    assertThat(browser.text("#connection")).isEqualTo("Live");
    assertThat(browser.script("return document.title")).isEqualTo("/shop – status");
  }

  /** Returns the texts of the cells whose content is wider than they are. */
  private Object clippedCells() {
    return browser.script(
        "return [...document.querySelectorAll('tbody th, tbody td')]"
            + ".filter(each => each.scrollWidth > each.clientWidth + 1)"
            + ".map(each => each.textContent)");
  }

  private void goOn(int samples) {
    for (int i = 0; i < samples; i++) {
      shop.goOn();
      pages.sample();
    }
  }

  private String firstRoute() {
    return browser.text("[data-table=routes] tbody th");
  }

  private Object sortedBy(String column) {
    return browser.script(
        "return [...document.querySelectorAll('[data-table=routes] thead th')]"
            + ".find(each => each.textContent === arguments[0]).getAttribute('aria-sort')",
        column);
  }

  private String background() {
    return String.valueOf(browser.script("return getComputedStyle(document.body).backgroundColor"));
  }

  private long widestPicture() {
    return number(
        "return Math.ceil(Math.max("
            + "...[...document.querySelectorAll('.uplot')].map(each => each.scrollWidth)))");
  }

  /** Returns the number of samples that the page received when it was opened. */
  private long samples() {
    return number(
        "const request = new XMLHttpRequest();"
            + "request.open('GET', performance.getEntriesByType('resource')"
            + ".find(each => each.name.includes('history.json')).name, false);"
            + "request.send();"
            + "return JSON.parse(request.responseText).times.length;");
  }

  @SuppressWarnings("unchecked")
  private List<String> historyRequests() {
    return (List<String>)
        browser.script(
            "return performance.getEntriesByType('resource').map(each => each.name)"
                + ".filter(name => name.includes('history.json'))");
  }

  private long number(String script) {
    return ((Number) browser.script(script)).longValue();
  }
}
