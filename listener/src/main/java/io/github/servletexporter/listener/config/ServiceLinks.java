package io.github.servletexporter.listener.config;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Environment variables that Kubernetes sets in every pod for each Service, for example {@code
 * REDIS_PORT=tcp://10.0.0.1:6379} for a Service named redis.
 */
final class ServiceLinks {

  private static final Pattern NAME =
      Pattern.compile("_SERVICE_(HOST|PORT)|_PORT_\\d+_(TCP|UDP|SCTP)");

  private ServiceLinks() {}

  static boolean contains(String variable, Map<String, String> variables) {
    return NAME.matcher(variable).find()
        || (variable.endsWith("_PORT") && variables.getOrDefault(variable, "").contains("://"));
  }
}
