package io.github.servletexporter.it.tomcat;

/** Recycling from inside a web application on the newest Tomcat 10.1. */
final class Tomcat101WrapIT extends TomcatWrapBehaviour {}
