package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.EndpointPlace;
import io.github.servletexporter.listener.config.StatusPlace;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Status page of an application that configures nothing, behind the key of the start line. */
abstract class StatusKeyBehaviour {
  private static final String PAGE = "/metrics/status/";
  private static final String DATA = PAGE + "data.json";
  private static final String MARK = "status at /app/metrics/status#key=";
  private static final String KEY_REQUIRED = "Key required";

  private final Container container;
  private final LogCapture log = LogCapture.open();
  private final Deque<Deployment> deployments = new ArrayDeque<>();

  StatusKeyBehaviour(Container container) {
    this.container = container;
  }

  @AfterEach
  void close() throws IOException {
    log.close();
    for (Deployment deployment : deployments) {
      deployment.close();
    }
  }

  private Deployment start(Config config) throws Exception {
    Deployment deployment =
        Deployment.start(
            container,
            ContainerSettings.defaults(),
            config,
            (classes, context) -> addReader(context));
    deployments.push(deployment);
    return deployment;
  }

  /** Adds a filter that reads the parameters of every request, as frameworks do. */
  private static void addReader(ServletContext context) {
    context
        .addFilter("reader", new Reader())
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/metrics/status/*");
  }

  private static final class Reader extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      request.getParameterMap();
      chain.doFilter(request, response);
    }
  }

  /** Returns the key in the line of the last start. */
  private String key() {
    String line = log.messages(MARK).get(log.messages(MARK).size() - 1);
    String rest = line.substring(line.indexOf(MARK) + MARK.length());
    return rest.substring(0, rest.indexOf(','));
  }

  private static WireResponse post(Deployment deployment, String path, String body, String fields)
      throws IOException {
    try (WireConnection connection = WireConnection.to(deployment.port())) {
      connection.send(
          ("POST %s HTTP/1.1\r\nHost: localhost\r\n%s"
                  + "Content-Type: application/x-www-form-urlencoded\r\n"
                  + "Content-Length: %d\r\n\r\n%s")
              .formatted(deployment.path(path), fields, body.length(), body));
      return connection.receive("POST");
    }
  }

  private WireResponse logIn(Deployment deployment) throws IOException {
    return post(deployment, PAGE, "key=" + key(), "");
  }

  private static String cookie(WireResponse response) {
    return "Cookie: other=1; " + response.header("Set-Cookie").get(0).split(";", 2)[0] + "\r\n";
  }

  @Test
  void givesACookieForTheKeyOfTheStartLine() throws Exception {
    Deployment deployment = start(Config.defaults());

    WireResponse login = logIn(deployment);

    assertThat(key()).matches("[0-9a-f]{32}");
    assertThat(login.status()).isEqualTo(303);
    assertThat(login.header("Set-Cookie"))
        .singleElement()
        .asString()
        .endsWith("; HttpOnly; SameSite=Strict")
        .doesNotContain(key());
    String cookie = cookie(login);
    assertThat(deployment.get(PAGE, cookie).body()).contains("Requests in flight");
    assertThat(deployment.get(DATA, cookie).body()).contains("\"/app\"");
    assertThat(deployment.get(PAGE + "threads.txt", cookie).status()).isEqualTo(200);
  }

  @Test
  void answersAFormWithoutTheCookieAndRefusesEverythingElse() throws Exception {
    Deployment deployment = start(Config.defaults());

    WireResponse page = deployment.get(PAGE);

    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains(KEY_REQUIRED, "<form method=\"post\"").doesNotContain(key());
    assertThat(deployment.get("/metrics/status").header("Location")).containsExactly("status/");
    for (String name : new String[] {"data.json", "history.json", "threads.txt", "none"}) {
      assertThat(deployment.get(PAGE + name).status()).as(name).isEqualTo(403);
    }
  }

  @Test
  void countsAndLimitsWrongKeys() throws Exception {
    Deployment deployment = start(Config.defaults());
    String wrong = "key=" + "0".repeat(32);

    WireResponse first = post(deployment, PAGE, wrong, "");
    int guesses = 1;
    int status = first.status();
    while (status == 403 && guesses < 1_000) {
      status = post(deployment, PAGE, wrong, "").status();
      guesses++;
    }

    assertThat(first.status()).isEqualTo(403);
    assertThat(first.header("Set-Cookie")).isEmpty();
    assertThat(status).isEqualTo(429);
    assertThat(deployment.scrape().sum("servlet_auth_failures_total")).isEqualTo(guesses);
  }

  @Test
  void refusesFormsOfOtherSitesAndKeysInTheAddress() throws Exception {
    Deployment deployment = start(Config.defaults());
    String body = "key=" + key();

    assertThat(post(deployment, PAGE, body, "Sec-Fetch-Site: cross-site\r\n").status())
        .isEqualTo(403);
    assertThat(post(deployment, PAGE, body, "Origin: http://evil.example\r\n").status())
        .isEqualTo(403);
    assertThat(post(deployment, PAGE, body, "Origin: null\r\n").status()).isEqualTo(403);
    assertThat(post(deployment, PAGE + "?" + body, "", "").status()).isEqualTo(400);
    assertThat(post(deployment, PAGE, body + "&x=" + "x".repeat(600), "").status()).isEqualTo(400);
    assertThat(post(deployment, PAGE, body, "Origin: http://localhost\r\n").status())
        .isEqualTo(303);
  }

  @Test
  void writesTheKeyToNoAccessLog() throws Exception {
    Deployment deployment = start(Config.defaults());

    deployment.get(PAGE, cookie(logIn(deployment)));

    Patience.await("both requests are logged")
        .untilAsserted(
            () -> assertThat(deployment.wholeAccessLog()).hasSizeGreaterThanOrEqualTo(2));
    assertThat(deployment.wholeAccessLog().toString()).doesNotContain(key());
  }

  @Test
  void forgetsTheCookieAtTheNextStart() throws Exception {
    Deployment first = start(Config.defaults());
    String oldKey = key();
    String cookie = cookie(logIn(first));
    Deployment second = start(Config.defaults());

    assertThat(first.get(DATA, cookie).status()).isEqualTo(200);
    assertThat(second.get(DATA, cookie).status()).isEqualTo(403);
    assertThat(post(second, PAGE, "key=" + oldKey, "").status()).isEqualTo(403);
  }

  @Test
  void isServedBeforeTheFiltersOfTheApplicationIfConfigured() throws Exception {
    Deployment deployment =
        start(Config.builder().set(ConfigKey.ENDPOINTS, EndpointPlace.FILTER).build());

    assertThat(deployment.get(DATA).status()).isEqualTo(403);
    assertThat(deployment.get(DATA, cookie(logIn(deployment))).status()).isEqualTo(200);
  }

  @Test
  void isNotThereIfOffOrIfCredentialsAreSet() throws Exception {
    Deployment off = start(Config.builder().set(ConfigKey.STATUS, StatusPlace.OFF).build());
    Deployment credentials = start(Config.builder().set(ConfigKey.AUTH_TOKEN, "secret").build());

    // The application's own default servlet answers instead.
    assertThat(off.get(PAGE).body()).doesNotContain(KEY_REQUIRED);
    assertThat(credentials.get(PAGE).body()).doesNotContain(KEY_REQUIRED);
    assertThat(off.get(DATA).status()).isNotEqualTo(403);
    assertThat(log.messages("#key=")).isEmpty();
  }
}
