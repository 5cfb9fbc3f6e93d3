package io.github.servletexporter.it.tomcat;

/** The end of the newest Tomcat 10.1. */
final class Tomcat101StopIT extends TomcatStopBehaviour {}
