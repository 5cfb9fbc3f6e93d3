package io.github.servletexporter.listener.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetsTest {

  private static final long MAX_GZIPPED_BYTES = 55_000;

  private final Assets assets = Assets.load();

  /** Hashes of uPlot 1.6.32 as published, to be changed with the version. */
  @ParameterizedTest
  @CsvSource({
    "uplot.min.js, 19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
    "uplot.min.css, df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04",
    "uplot.LICENSE.txt, 8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd"
  })
  void containsThePublishedFilesOfUplot(String name, String sha256) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(assets.file(name).content());

    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
  }

  @Test
  void hasNoInlineCodeThatThePolicyForbids() {
    assertThat(text(assets.page()))
        .doesNotContain("style=", "onclick", "onload", "javascript:", "http:", "https:")
        .doesNotContainPattern("<script(?![^>]* src=)")
        .doesNotContain("<style");
  }

  @Test
  void listsEveryFileThatThePageLoads() {
    assertThat(text(assets.page()))
        .contains(assets.version() + "/app.js", assets.version() + "/status.css")
        .doesNotContain("{assets}");
  }

  /** Text from clients must never become markup. */
  @Test
  void insertsNoTextAsMarkup() {
    for (String name : Assets.FILES) {
      if (name.endsWith(".js") && !name.startsWith("uplot")) {
        assertThat(text(assets.file(name)))
            .as(name)
            .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
            .doesNotContain("eval(", "new Function", "setAttribute(\"style\"");
      }
    }
  }

  @Test
  void isReadableFileByFile() {
    for (String name : Assets.FILES) {
      if (!name.startsWith("uplot")) {
        assertThat(text(assets.file(name)).lines().count()).as(name).isLessThan(250);
      }
    }
  }

  @Test
  void isSmall() {
    long gzipped =
        Assets.FILES.stream().mapToLong(name -> assets.file(name).gzipped().length).sum();

    assertThat(gzipped).isLessThan(MAX_GZIPPED_BYTES);
  }

  private static String text(Assets.Asset asset) {
    return new String(asset.content(), StandardCharsets.UTF_8);
  }
}
