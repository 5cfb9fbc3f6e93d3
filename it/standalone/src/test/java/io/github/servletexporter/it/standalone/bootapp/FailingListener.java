package io.github.servletexporter.it.standalone.bootapp;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Listener that does not start. */
public final class FailingListener implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    throw new IllegalStateException("no network");
  }
}
