package io.github.servletexporter.it.tomcat;

/** The start of an application in the newest Tomcat 10.1. */
final class Tomcat101BootIT extends TomcatBootBehaviour {}
