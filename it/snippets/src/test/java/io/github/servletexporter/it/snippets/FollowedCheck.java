package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import java.util.List;

/** Check of blocks that a test takes from the page and runs, mostly on a whole server. */
final class FollowedCheck implements BlockCheck {

  private static final String JETTY = standalone("JettyBase");
  private static final String TOMCAT = standalone("TomcatBase");
  private static final String STANDALONE_JETTY = "Standalone Jetty";
  private static final String SERVER_XML = "Tomcat with server.xml";

  private static final List<Followed> FOLLOWED =
      List.of(
          new Followed("recycling", STANDALONE_JETTY, "shell", JETTY, "section(\"Standalone Jetty"),
          new Followed("responses", STANDALONE_JETTY, "shell", JETTY, "ofResponses(\"Standalone"),
          new Followed("recycling", SERVER_XML, "shell", TOMCAT, "section(\"Tomcat with server"),
          new Followed("recycling", SERVER_XML, "xml", TOMCAT, "section(\"Tomcat with server"),
          new Followed("responses", SERVER_XML, "shell", TOMCAT, "ofResponses(\"Tomcat with"),
          new Followed("responses", SERVER_XML, "xml", TOMCAT, "ofResponses(\"Tomcat with"),
          new Followed("gunicorn", "Access log", "xml", TOMCAT, "ofAccessLog().blocks(\"xml\")"),
          new Followed("gunicorn", "Access log", "properties", JETTY, "ofAccessLog().blocks("),
          new Followed("tomcat-cluster", "Cluster", "xml", TOMCAT, "ofCluster().blocks(\"xml\")"),
          new Followed("logging", "Jetty", "shell", standalone("JettyModulesIT"), "--add-modules="),
          new Followed(
              "redis",
              "Redis as shared store",
              "text",
              "sharing/src/test/java/io/github/servletexporter/sharing/redis/RedisOutageTest.java",
              "docs/redis.md"));

  @Override
  public boolean accepts(CodeBlock block) {
    return FOLLOWED.stream().anyMatch(followed -> followed.is(block));
  }

  @Override
  public void check(CodeBlock block) {
    assertThat(FOLLOWED.stream().filter(followed -> followed.is(block)))
        .allSatisfy(
            followed -> assertThat(Sources.read(followed.test())).contains(followed.call()));
  }

  private static String standalone(String test) {
    return "it/standalone/src/test/java/io/github/servletexporter/it/standalone/" + test + ".java";
  }

  /**
   * Blocks of one language in a section.
   *
   * @param test the source that follows them
   * @param call how the source names them
   */
  private record Followed(String page, String section, String language, String test, String call) {

    boolean is(CodeBlock block) {
      return block.page().equals("docs/" + page + ".md")
          && block.section().equals(section)
          && block.language().equals(language);
    }
  }
}
