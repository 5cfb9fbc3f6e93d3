package io.github.servletexporter.springboot;

import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the health indicator for the health module of Spring Boot 4. */
@AutoConfiguration(after = ServletExporterAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ServletExporterInitializer.class)
public final class HealthModuleAutoConfiguration {

  /** Creates the configuration; called by Spring. */
  public HealthModuleAutoConfiguration() {}

  /** Returns the indicator, which is out of service while the application is not ready. */
  @Bean
  @ConditionalOnEnabledHealthIndicator("servlet-exporter")
  static HealthIndicator servletExporterHealthIndicator(ServletExporterInitializer exporter) {
    return () -> {
      List<String> reasons = exporter.notReady();
      return reasons.isEmpty()
          ? Health.up().build()
          : Health.outOfService().withDetail("reasons", reasons).build();
    };
  }
}
