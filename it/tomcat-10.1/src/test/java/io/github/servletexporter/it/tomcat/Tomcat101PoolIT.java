package io.github.servletexporter.it.tomcat;

/** The pools of the newest Tomcat 10.1. */
final class Tomcat101PoolIT extends TomcatPoolBehaviour {}
