package io.github.servletexporter.springboot;

import java.util.List;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the health indicator for the Actuator of Spring Boot 3. */
@AutoConfiguration(after = ServletExporterAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ServletExporterInitializer.class)
public final class ActuatorHealthAutoConfiguration {

  /** Creates the configuration; called by Spring. */
  public ActuatorHealthAutoConfiguration() {}

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
