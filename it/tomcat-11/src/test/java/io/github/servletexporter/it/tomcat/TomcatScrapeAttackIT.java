package io.github.servletexporter.it.tomcat;

import io.github.servletexporter.it.attack.AttackedApp;
import io.github.servletexporter.it.attack.ScrapeAttack;

/** Attack on the scrape in an application on Tomcat 11. */
final class TomcatScrapeAttackIT extends ScrapeAttack {

  TomcatScrapeAttackIT() {
    super(TomcatScrapeAttackIT.class);
  }

  /** Runs the application. */
  public static void main(String[] args) throws Exception {
    AttackedApp.run(new TomcatContainer("tomcat-11"));
  }
}
