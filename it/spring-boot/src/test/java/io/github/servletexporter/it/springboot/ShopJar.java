package io.github.servletexporter.it.springboot;

import io.github.servletexporter.it.springboot.app.ShopApplication;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Application started by its main method, on the container that Spring Boot finds. */
final class ShopJar implements ShopServer {

  private final ConfigurableApplicationContext context;

  private ShopJar(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static ShopJar start(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--server.port=0");
    all.add("--server.servlet.context-path=" + CONTEXT_PATH);
    return new ShopJar(SpringApplication.run(ShopApplication.class, all.toArray(new String[0])));
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  @Override
  public int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
