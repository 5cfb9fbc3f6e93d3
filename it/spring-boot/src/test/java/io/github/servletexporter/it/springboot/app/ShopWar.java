package io.github.servletexporter.it.springboot.app;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;

/** Entry point of the application in a war, in which Spring Boot's ErrorPageFilter is active. */
public class ShopWar extends SpringBootServletInitializer {

  @Override
  protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
    return builder.sources(ShopApplication.class);
  }
}
