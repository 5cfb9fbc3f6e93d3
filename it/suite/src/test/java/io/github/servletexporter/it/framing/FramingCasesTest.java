package io.github.servletexporter.it.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.framing.FramingCase.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramingCasesTest {
  private final List<FramingCase> cases = FramingCases.all();

  @Test
  void haveNamesOfTheirOwn() {
    assertThat(cases).extracting(FramingCase::name).doesNotHaveDuplicates();
  }

  @Test
  void coverEveryVerdictInBothSources() {
    assertThat(cases.stream().filter(c -> !c.name().startsWith("grammar-")))
        .hasSize(88)
        .extracting(FramingCase::verdict)
        .contains(Verdict.values());
    assertThat(cases.stream().filter(c -> c.name().startsWith("grammar-")))
        .hasSizeGreaterThan(80)
        .extracting(FramingCase::verdict)
        .contains(Verdict.values());
  }

  @Test
  void endWithTheSecondRequest() {
    assertThat(cases)
        .allSatisfy(
            framingCase ->
                assertThat(framingCase.text())
                    .contains(FramingCase.TARGET)
                    .endsWith("GET /second HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  }

  @Test
  void putThePathInTheRequestLine() {
    FramingCase first = cases.get(0);

    assertThat(first.to("/echo?case=x")).startsWith("GET /echo?case=x HTTP/1.1\r\n");
  }

  @Test
  void knowWhichOfThemEndTheConnection() {
    assertThat(cases.stream().filter(FramingCase::endsConnection))
        .extracting(FramingCase::name)
        .contains("089-te-close", "grammar-http10-cl")
        .doesNotContain("grammar-http10-cl-keep-alive", "002-base-cl");
  }
}
