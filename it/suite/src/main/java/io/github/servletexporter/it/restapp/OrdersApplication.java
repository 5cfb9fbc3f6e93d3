package io.github.servletexporter.it.restapp;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Application of Jakarta REST whose classes the container finds. */
@ApplicationPath("/api")
public class OrdersApplication extends Application {

  /** Creates the application. */
  public OrdersApplication() {}
}
