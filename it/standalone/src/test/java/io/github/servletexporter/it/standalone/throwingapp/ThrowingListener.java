package io.github.servletexporter.it.standalone.throwingapp;

import jakarta.servlet.ServletContextAttributeEvent;
import jakarta.servlet.ServletContextAttributeListener;
import jakarta.servlet.annotation.WebListener;

/** Listener that fails whenever servlet-exporter removes an attribute of the context. */
@WebListener
public final class ThrowingListener implements ServletContextAttributeListener {
  @Override
  public void attributeRemoved(ServletContextAttributeEvent event) {
    if (event.getName().startsWith("io.github.servletexporter")) {
      throw new IllegalStateException("attributeRemoved of the application");
    }
  }
}
