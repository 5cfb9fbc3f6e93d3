package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.setting.SizeMode;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.Container.Family;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import java.io.EOFException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Body sizes are those of the transferred bodies, or they are not recorded at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SizesBehaviour {
  /** Value for a size that was not observed. */
  private static final long NOTHING = -1;

  private static final int INTERIM = 102;

  private final Map<SizeMode, Deployment> deployments = new EnumMap<>(SizeMode.class);
  private final Container container;

  SizesBehaviour(Container container) {
    this.container = container;
  }

  @BeforeAll
  void start() throws Exception {
    for (SizeMode mode : SizeMode.values()) {
      Config config = Config.builder().set(ConfigKey.SIZES, mode).build();
      deployments.put(mode, Deployment.start(container, ContainerSettings.defaults(), config));
    }
  }

  @AfterAll
  void stop() throws IOException {
    for (Deployment deployment : deployments.values()) {
      deployment.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"OFF, -1", "DECLARED, 5", "COUNTED, 5"})
  void observesAnUploadWithALength(SizeMode mode, long expected) throws Exception {
    Sizes sizes = sizes(mode, stage -> stage.post("/upload", "hello"));

    assertThat(sizes.request()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"OFF, -1", "DECLARED, -1", "COUNTED, 8"})
  void observesAnUploadInChunks(SizeMode mode, long expected) throws Exception {
    Sizes sizes =
        sizes(
            mode,
            stage ->
                stage.sendText(
                    "POST",
                    stage.head("POST", "/upload", BodySituations.CHUNKED)
                        + "5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n"));

    assertThat(sizes.request()).isEqualTo(expected);
  }

  /** Three characters of two bytes each in UTF-8 and one of a single byte. */
  @Test
  void countsTheBytesOfWhatTheApplicationReadsAsCharacters() throws Exception {
    String characters = "\u00c3\u00a9".repeat(3) + "x";
    Sizes sizes =
        sizes(
            SizeMode.COUNTED,
            stage ->
                stage.sendText(
                    "POST",
                    stage.head(
                            "POST",
                            "/upload-by-reader",
                            "Content-Type: text/plain;charset=UTF-8\r\n" + BodySituations.CHUNKED)
                        + "7\r\n"
                        + characters
                        + "\r\n0\r\n\r\n"));

    assertThat(sizes.request()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "OFF,      /download?bytes=100000&declared=true, -1",
    "DECLARED, /download?bytes=100000&declared=true, 100000",
    "COUNTED,  /download?bytes=100000&declared=true, 100000",
    "OFF,      /download?bytes=100000,               -1",
    "DECLARED, /download?bytes=100000,               -1",
    "COUNTED,  /download?bytes=100000,               100000",
    "COUNTED,  /download-by-writer?bytes=100000,     100000",
    "COUNTED,  /nio/download?bytes=100000,           100000",
    "COUNTED,  /async/foreign-thread,                5",
    "COUNTED,  /async/dispatch?to=/ok,               2",
    "COUNTED,  /forward?to=/ok,                      2",
    "COUNTED,  /include?to=/ok,                      15",
    "COUNTED,  /status/204,                          -1",
    "COUNTED,  /status/304,                          -1",
  })
  void observesADownload(SizeMode mode, String path, long expected) throws Exception {
    Sizes sizes = sizes(mode, stage -> stage.get(path));

    assertThat(sizes.response()).isEqualTo(expected);
  }

  /** Either the bytes that the client receives are observed, or nothing. */
  @ParameterizedTest
  @CsvSource({
    "/download-by-sendfile?bytes=300000, 300000, -1",
    "/late/content-length/20,            10,     -1",
    "/late/content-length/5,             -1,     -1",
    "/async/timeout,                     -1,     -1",
    "/async/timeout-dispatched,          2,      2",
    "/async/send-error,                  -1,     -1",
    "/async/dispatch?to=/throw/error,    -1,     -1",
    "/late/send-error-minus-1,           -1,     -1",
    "/download-after-interim?bytes=7,    -1,     7",
  })
  void observesTheBodyThatTheClientGets(String path, long onTomcat, long onJetty) throws Exception {
    Observed observed =
        deployed(SizeMode.COUNTED)
            .observe(
                stage -> {
                  try (WireConnection connection = stage.connect()) {
                    connection.send(stage.head("GET", path, "Connection: close\r\n"));
                    WireResponse response = connection.receive("GET");
                    return ""
                        + (response.status() == INTERIM ? connection.receive("GET") : response)
                            .status();
                  } catch (EOFException e) {
                    return Situation.CLOSED;
                  }
                });

    assertThat(size(observed, Metrics.RESPONSE_SIZES))
        .isEqualTo(container.family() == Family.TOMCAT ? onTomcat : onJetty);
  }

  /** Tomcat has rejected the request and ignores what the application writes. */
  @Test
  void observesNoBodyThatTomcatReplacesWhileTheApplicationReads() throws Exception {
    Observed observed =
        deployed(SizeMode.COUNTED)
            .observe(
                stage ->
                    ""
                        + stage
                            .sendText(
                                "POST",
                                stage.head(
                                        "POST",
                                        "/upload-swallowed-with-body",
                                        BodySituations.CHUNKED)
                                    + "no chunk\r\n")
                            .status());

    assertThat(size(observed, Metrics.RESPONSE_SIZES))
        .isEqualTo(container.family() == Family.TOMCAT ? NOTHING : "swallowed".length());
  }

  @Test
  void countsBothWaysOfANonBlockingEcho() throws Exception {
    Sizes sizes = sizes(SizeMode.COUNTED, stage -> stage.post("/nio/echo", "x".repeat(100_000)));

    assertThat(sizes).isEqualTo(new Sizes(100_000, 100_000));
  }

  @ParameterizedTest
  @EnumSource
  void recordsNoBodyForHead(SizeMode mode) throws Exception {
    Sizes sizes = sizes(mode, stage -> stage.send("HEAD", "/ok"));

    assertThat(sizes.response()).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @EnumSource
  void changesNothingForTheClient(SizeMode mode) throws Exception {
    Deployment deployment = deployed(mode);
    String body = "x".repeat(30_000);

    WireResponse echo = deployment.stage().post("/nio/echo", body);
    WireResponse download = deployment.stage().get("/download?bytes=30000");
    WireResponse text = deployment.stage().get("/download-by-writer?bytes=30000");

    assertThat(echo.body()).isEqualTo(body);
    assertThat(download.body()).hasSize(30_000);
    assertThat(text.body()).isEqualTo("\u00c3\u00a9".repeat(15_000));
  }

  private Deployment deployed(SizeMode mode) {
    return Objects.requireNonNull(deployments.get(mode));
  }

  private Sizes sizes(SizeMode mode, Situation.Exchange exchange) throws Exception {
    Observed observed =
        deployed(mode)
            .observe(
                stage -> {
                  WireResponse response = exchange.perform(stage);
                  assertThat(response.status()).isLessThan(400);
                  assertThat(response.complete()).isTrue();
                  return "" + response.status();
                });
    return new Sizes(size(observed, Metrics.REQUEST_SIZES), size(observed, Metrics.RESPONSE_SIZES));
  }

  /** Returns the size of the one observed body, without those of the scrapes in between. */
  private static long size(Observed observed, String family) {
    String route = observed.requests().get(0).label(Metrics.ROUTE);
    Map<String, String> labels = Map.of(Metrics.ROUTE, route);
    double count = observed.increase().of(family + "_count", labels);
    return count == 0 ? NOTHING : (long) observed.increase().of(family + "_sum", labels);
  }

  /** Sizes of both bodies, {@link #NOTHING} if not observed. */
  private record Sizes(long request, long response) {}
}
