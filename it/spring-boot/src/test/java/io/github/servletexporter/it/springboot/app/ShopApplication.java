package io.github.servletexporter.it.springboot.app;

import static org.springframework.security.config.Customizer.withDefaults;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.View;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** Application as the initializer of Spring Boot's projects would lay it out. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocket
@Import({Pages.class, Orders.class, Later.class, Streams.class})
public class ShopApplication implements WebSocketConfigurer {

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(new Echo(), "/echo");
  }

  /** Returns the rules: a signed-in user for one path, a role that no user has for another. */
  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable)
        .httpBasic(withDefaults())
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/secure")
                    .authenticated()
                    .requestMatchers("/admin")
                    .hasRole("ADMIN")
                    .anyRequest()
                    .permitAll())
        .build();
  }

  /** Leaves Micrometer's registry where servlet-exporter finds it, as docs/spring-boot.md shows. */
  @Bean
  ServletContextInitializer oneScrape(PrometheusRegistry registry) {
    return context -> context.setAttribute("io.github.servletexporter.registry", registry);
  }

  /** Returns the view that Spring Boot's error handler looks for, which fails for one path. */
  @Bean(name = "error")
  View errorView() {
    return (model, request, response) -> {
      if (String.valueOf(model.get("path")).endsWith("/broken-page")) {
        throw new IllegalStateException("the error page is broken");
      }
      response.getWriter().write("error page: " + model.get("status"));
    };
  }

  /** Handler of the WebSocket. */
  private static final class Echo extends TextWebSocketHandler {
    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message)
        throws Exception {
      session.sendMessage(message);
    }
  }
}
