package io.github.servletexporter.it.springboot;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.util.ServiceLoader;

/** Running application, in a jar or a war, below the context path {@value #CONTEXT_PATH}. */
interface ShopServer extends AutoCloseable {

  String CONTEXT_PATH = "/shop";

  int port();

  /** Returns the initializer that a container finds in the drop-in jar of a war. */
  static ServletContainerInitializer ofDropInJar() {
    return ServiceLoader.load(ServletContainerInitializer.class).stream()
        .filter(each -> each.type().getName().startsWith("io.github.servletexporter."))
        .map(ServiceLoader.Provider::get)
        .findFirst()
        .orElseThrow();
  }

  @Override
  void close() throws IOException;
}
