package io.github.servletexporter.it.springboot;

import org.junit.jupiter.api.Tag;

/** An executable jar on Jetty. */
@Tag("jetty")
class JettyJarIT extends JarContract {}
