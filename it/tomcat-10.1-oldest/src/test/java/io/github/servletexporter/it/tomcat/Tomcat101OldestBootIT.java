package io.github.servletexporter.it.tomcat;

/** The start of an application in the oldest Tomcat that is supported. */
final class Tomcat101OldestBootIT extends TomcatBootBehaviour {}
