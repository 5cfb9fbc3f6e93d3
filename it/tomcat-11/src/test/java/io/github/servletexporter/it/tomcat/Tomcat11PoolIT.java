package io.github.servletexporter.it.tomcat;

/** The pools of the newest Tomcat 11. */
final class Tomcat11PoolIT extends TomcatPoolBehaviour {}
