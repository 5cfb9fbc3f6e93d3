package io.github.servletexporter.it.tomcat;

/** The start of an application in the newest Tomcat 11. */
final class Tomcat11BootIT extends TomcatBootBehaviour {}
