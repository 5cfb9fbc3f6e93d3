package io.github.servletexporter.it.standalone.leakingapp;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Listener that leaks: it stores an object in the whole process and does not remove it. */
@WebListener
public final class LeakingListener implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    System.getProperties().put(this, this);
  }
}
