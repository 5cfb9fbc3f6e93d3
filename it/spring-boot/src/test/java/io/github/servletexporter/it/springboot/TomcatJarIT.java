package io.github.servletexporter.it.springboot;

import org.junit.jupiter.api.Tag;

/** An executable jar on Tomcat. */
@Tag("tomcat")
class TomcatJarIT extends ShopContract {

  @Override
  ShopServer start() {
    return ShopJar.start();
  }
}
