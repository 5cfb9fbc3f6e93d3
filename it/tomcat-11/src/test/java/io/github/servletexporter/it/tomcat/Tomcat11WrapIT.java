package io.github.servletexporter.it.tomcat;

/** Recycling from inside a web application on the newest Tomcat 11. */
final class Tomcat11WrapIT extends TomcatWrapBehaviour {}
