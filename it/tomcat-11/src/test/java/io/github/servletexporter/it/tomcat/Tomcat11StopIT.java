package io.github.servletexporter.it.tomcat;

/** The end of the newest Tomcat 11. */
final class Tomcat11StopIT extends TomcatStopBehaviour {}
