package io.github.servletexporter.it.operator.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Headless Chromium with an open page; system properties can set its location. */
final class Browser implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final ChromeDriver driver;

  /** Starts Chromium. */
  Browser() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(System.getProperty("chromium", "/usr/bin/chromium"));
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--hide-scrollbars");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    // Set explicitly, so that Selenium does not try to download one.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(
                new File(System.getProperty("chromedriver", "/usr/bin/chromedriver")))
            .build();
    driver = new ChromeDriver(service, options);
  }

  /** Gives the next test an empty page of the given size and an empty console. */
  void start(int width, int height) {
    resize(width, height);
    colorScheme("light");
    leave();
    console();
  }

  /** Leaves the page, so that it sends no more requests. */
  void leave() {
    driver.get("about:blank");
  }

  /** Sets the size of the viewport, which may be smaller than the smallest window. */
  void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  /** Sets the color scheme that the system prefers. */
  void colorScheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void open(String url) {
    driver.get(url);
  }

  /** Waits until the page has displayed a response. */
  void awaitLive() {
    await().until(() -> "live".equals(script("return document.body.dataset.connection")));
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
  }

  String text(String selector) {
    return find(selector).getText();
  }

  List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Drags the pointer across an element, between two fractions of its width. */
  void drag(String selector, double from, double to) {
    WebElement element = find(selector);
    int width = element.getSize().getWidth();
    int start = (int) (width * (from - 0.5));
    new Actions(driver)
        .moveToElement(element, start, 0)
        .clickAndHold()
        .moveByOffset((int) (width * (to - from)), 0)
        .release()
        .perform();
  }

  /** Opens another tab in front of the page. */
  void lookElsewhere() {
    driver.switchTo().newWindow(WindowType.TAB);
  }

  /** Closes the other tab. */
  void lookBack() {
    driver.close();
    driver.switchTo().window(driver.getWindowHandles().iterator().next());
  }

  /** Sends keys to the element that has the focus. */
  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Presses Tab until the element with the given text has the focus. */
  void tabTo(String text) {
    for (int i = 0; i < 100; i++) {
      press(Keys.TAB);
      if (driver.switchTo().activeElement().getText().strip().equals(text)) {
        return;
      }
    }
    throw new AssertionError("no Tab leads to " + text);
  }

  /** Returns the messages of the console, including violations of the Content-Security-Policy. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Writes a screenshot of the whole page below target/ for inspection. */
  void screenshot(String name) throws IOException {
    write(name, script("return document.documentElement.scrollHeight"));
  }

  /** Writes a picture of the part of the page that the window shows, below target/. */
  void screenshotOfWindow(String name) throws IOException {
    write(name, script("return window.innerHeight"));
  }

  private void write(String name, Object height) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    Object width = script("return document.documentElement.clientWidth");
    Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    Map<String, Object> shot =
        driver.executeCdpCommand(
            "Page.captureScreenshot",
            Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
    Files.write(
        SCREENSHOTS.resolve(name + ".png"),
        Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
