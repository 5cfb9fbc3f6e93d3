package io.github.servletexporter.listener.journal;

import java.util.List;

/** Distinction of the application's stack frames from those of Java, container and frameworks. */
public final class ApplicationFrames {

  private static final List<String> OTHERS =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "jakarta.",
          "org.apache.catalina.",
          "org.apache.coyote.",
          "org.apache.tomcat.",
          "org.apache.jasper.",
          "org.eclipse.jetty.",
          "org.springframework.",
          "org.glassfish.",
          "org.jboss.",
          "io.micrometer.",
          "io.github.servletexporter.filter.",
          "io.github.servletexporter.listener.");

  private ApplicationFrames() {}

  /** Returns whether a frame is probably code of the application or of a library that it calls. */
  public static boolean contain(StackTraceElement frame) {
    String name = frame.getClassName();
    return OTHERS.stream().noneMatch(name::startsWith);
  }
}
