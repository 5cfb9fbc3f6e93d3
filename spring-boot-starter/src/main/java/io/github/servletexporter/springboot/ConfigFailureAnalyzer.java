package io.github.servletexporter.springboot;

import io.github.servletexporter.listener.config.ConfigException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Analyzer that turns an invalid configuration into Spring Boot's report of a failed start. */
final class ConfigFailureAnalyzer extends AbstractFailureAnalyzer<ConfigException> {

  ConfigFailureAnalyzer() {}

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ConfigException cause) {
    return new FailureAnalysis(cause.getMessage(), "Correct or remove these settings.", cause);
  }
}
