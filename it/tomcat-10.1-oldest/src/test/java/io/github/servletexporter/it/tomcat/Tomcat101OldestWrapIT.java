package io.github.servletexporter.it.tomcat;

/** Recycling from inside a web application on the oldest Tomcat that is supported. */
final class Tomcat101OldestWrapIT extends TomcatWrapBehaviour {}
