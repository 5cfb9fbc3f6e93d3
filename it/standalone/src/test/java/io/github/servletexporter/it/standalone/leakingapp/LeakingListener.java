package io.github.servletexporter.it.standalone.leakingapp;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Puts an object of its own where the whole process sees it, and forgets to take it away. */
@WebListener
public final class LeakingListener implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    System.getProperties().put(this, this);
  }
}
