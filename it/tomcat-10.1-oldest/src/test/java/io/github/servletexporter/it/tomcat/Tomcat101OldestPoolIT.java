package io.github.servletexporter.it.tomcat;

/** The pools of the oldest Tomcat that is supported. */
final class Tomcat101OldestPoolIT extends TomcatPoolBehaviour {}
