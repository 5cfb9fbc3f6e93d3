package io.github.servletexporter.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.MetricsFilter;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.config.LoadedConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Registration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WebAppConfigTest {

  /** Jetty knows no class of a servlet that web.xml declares with a jsp-file. */
  @Test
  void readsTheParametersOfItsFilterBesideAServletWithoutAClass() {
    ServletRegistration page = registration(ServletRegistration.class, null, Map.of());
    FilterRegistration ours =
        registration(
            FilterRegistration.class,
            MetricsFilter.class.getName(),
            Map.of("servlet-exporter.enabled", "false"));

    assertThat(
            WebAppConfig.load(context(Map.of("page", page), Map.of("ours", ours)), List::of)
                .config()
                .get(ConfigKey.ENABLED))
        .isFalse();
  }

  /** Reading all system properties needs a permission that Tomcat does not give. */
  @Test
  void namesTheSecurityManagerThatPreventsTheStart() {
    LoadedConfig loaded =
        WebAppConfig.load(
            context(Map.of(), Map.of()),
            () -> {
              throw new SecurityException("access denied (\"java.util.PropertyPermission\")");
            });

    assertThat(loaded.isValid()).isFalse();
    assertThat(loaded.credentialsKnown()).isFalse();
    assertThat(loaded.lines())
        .contains("does not support a Java security manager", "access denied");
  }

  private static <R extends Registration> R registration(
      Class<R> type, @Nullable String className, Map<String, String> parameters) {
    return type.cast(
        Proxy.newProxyInstance(
            WebAppConfigTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getClassName" -> className;
                  case "getInitParameters" -> parameters;
                  default -> throw new UnsupportedOperationException(method.toString());
                }));
  }

  private static ServletContext context(
      Map<String, ServletRegistration> servlets, Map<String, FilterRegistration> filters) {
    return (ServletContext)
        Proxy.newProxyInstance(
            WebAppConfigTest.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getServletRegistrations" -> servlets;
                  case "getFilterRegistrations" -> filters;
                  case "getInitParameterNames" -> Collections.emptyEnumeration();
                  case "getClassLoader" -> WebAppConfigTest.class.getClassLoader();
                  case "getContextPath" -> "/shop";
                  default -> null;
                });
  }
}
