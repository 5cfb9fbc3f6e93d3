package io.github.servletexporter.it.tomcat;

/** The end of the oldest Tomcat that is supported. */
final class Tomcat101OldestStopIT extends TomcatStopBehaviour {}
