package io.github.servletexporter.it.jetty;

import io.github.servletexporter.it.attack.AttackedApp;
import io.github.servletexporter.it.attack.ScrapeAttack;

/** Attack on the scrape in an application on Jetty 12.1. */
final class JettyScrapeAttackIT extends ScrapeAttack {

  JettyScrapeAttackIT() {
    super(JettyScrapeAttackIT.class);
  }

  /** Runs the application. */
  public static void main(String[] args) throws Exception {
    AttackedApp.run(new JettyContainer("jetty-12.1-ee11", new Ee11()));
  }
}
