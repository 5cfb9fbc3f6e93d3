package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.MetricsFilter;
import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.filter.setting.SizeMode;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigKey;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Nothing changes for the client when every option that is off by default is on: counted bodies,
 * native histograms, the strict guard, and a second MetricsFilter further in that sees every
 * dispatcher type.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EverythingOnBehaviour {
  private final Container container;
  private Deployment deployment;

  EverythingOnBehaviour(Container container) {
    this.container = container;
  }

  @BeforeAll
  void start() throws Exception {
    Config config =
        Config.builder()
            .set(ConfigKey.SIZES, SizeMode.COUNTED)
            .set(ConfigKey.NATIVE_HISTOGRAMS, true)
            .set(ConfigKey.FRAMING, FramingMode.STRICT)
            .build();
    deployment =
        Deployment.start(
            container,
            ContainerSettings.defaults(),
            config,
            (classes, context) -> addSecondFilter(context));
  }

  private static void addSecondFilter(ServletContext context) {
    FilterRegistration.Dynamic registration = context.addFilter("second", new MetricsFilter());
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
  }

  @AfterAll
  void stop() throws IOException {
    deployment.close();
  }

  @TestFactory
  Stream<DynamicTest> behavesAsThePageSays() throws IOException {
    BehaviourPage page = BehaviourPage.read(BehaviourPage.PATH);
    return Situations.of(container.family()).stream()
        .map(
            situation ->
                DynamicTest.dynamicTest(
                    situation.name(),
                    () ->
                        assertThat(deployment.observe(situation.probe()).cell())
                            .as(situation.name())
                            .isEqualTo(page.cell(situation.name(), container.name()))));
  }

  @Test
  void hasNoInternalErrors() {
    assertThat(deployment.scrape().sum(Metrics.OWN_ERRORS)).isZero();
  }
}
