package io.github.servletexporter.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CATALINA_BASE with the distribution's configuration, except for the ports, an unbuffered access
 * log and one user.
 */
final class TomcatBase {
  private static final String SERVICE = "<Service name=\"Catalina\">";
  private static final String CONNECTOR = "<Connector address=\"127.0.0.1\" port=\"0\"";
  private static final String ENGINE = "<Engine name=\"Catalina\" defaultHost=\"localhost\">";
  private static final Pattern VALVE = Pattern.compile("<Valve [^>]*/>");
  private static final Pattern EXECUTOR = Pattern.compile("<Executor [^>]*/>");
  private static final Pattern ACCESS_LOG = Pattern.compile("<Valve [^>]*AccessLogValve[^>]*/>");

  private final Path home;
  private final Path directory;

  private TomcatBase(Path home, Path directory) {
    this.home = home;
    this.directory = directory;
  }

  static TomcatBase of(Path home) {
    TomcatBase base = new TomcatBase(home, WorkDirectory.create(home));
    try {
      base.create();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return base.withServerXml("<Server port=\"8005\"", "<Server port=\"-1\"")
        .withServerXml("<Connector port=\"8080\"", CONNECTOR)
        .withServerXml(
            "prefix=\"localhost_access_log\"",
            "buffered=\"false\" prefix=\"localhost_access_log\"");
  }

  private void create() throws IOException {
    WorkDirectory.copy(home.resolve("conf"), directory.resolve("conf"));
    for (String name :
        List.of("lib", "logs", "webapps", "temp", "work", "conf/Catalina/localhost")) {
      Files.createDirectories(directory.resolve(name));
    }
    Files.writeString(
        directory.resolve("conf/tomcat-users.xml"),
        """
        <tomcat-users xmlns="http://tomcat.apache.org/xml" version="1.0">
          <user username="deployer" password="deployer" roles="manager-script,manager-jmx"/>
        </tomcat-users>
        """);
    Files.writeString(
        directory.resolve("conf/Catalina/localhost/manager.xml"),
        "<Context docBase=\"" + home.resolve("webapps/manager") + "\" privileged=\"true\"/>");
  }

  /** Adds attributes to the connector. */
  TomcatBase withConnector(String attributes) {
    return withServerXml(CONNECTOR, CONNECTOR + " " + attributes);
  }

  /** Adds a shared executor to the service. */
  private TomcatBase withExecutor(String element) {
    return withServerXml(SERVICE, SERVICE + element);
  }

  /** Adds a cluster that sends and receives, but looks for no other members. */
  TomcatBase withCluster() {
    String cluster = RecyclingPage.ofCluster().blocks("xml").get(0);
    String local =
        cluster.replace("SimpleTcpCluster\"", "SimpleTcpCluster\" channelStartOptions=\"3\"");
    assertThat(local).isNotEqualTo(cluster);
    return withServerXml(ENGINE, ENGINE + local);
  }

  /** Adds a virtual host, with an application that Tomcat deploys when it starts. */
  TomcatBase withHost(String name, String context, Path war) {
    try {
      Path applications = Files.createDirectories(directory.resolve(name));
      Files.copy(war, applications.resolve(context + ".war"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return withServerXml(
        "</Engine>", "<Host name=\"" + name + "\" appBase=\"" + name + "\"/></Engine>");
  }

  /** Follows the documentation, with different numbers. */
  TomcatBase withRecyclingExecutor(int threads, int maxRequests, int jitter) {
    RecyclingPage page = RecyclingPage.section("Tomcat with server.xml");
    page.run(0, directory, Map.of("CATALINA_BASE", directory));
    Matcher executor = EXECUTOR.matcher(page.blocks("xml").get(0));
    assertThat(executor.find()).isTrue();
    return withExecutor(
            executor
                .group()
                .replaceAll("(maxThreads|minSpareThreads)=\"\\d+\"", "$1=\"" + threads + "\"")
                .replaceAll("maxRequests=\"\\d+\"", "maxRequests=\"" + maxRequests + "\"")
                .replaceAll("maxRequestsJitter=\"\\d+\"", "maxRequestsJitter=\"" + jitter + "\""))
        .withConnector("executor=\"recycling\"");
  }

  /** Follows the documentation. */
  TomcatBase withResponseCounter() {
    RecyclingPage page = RecyclingPage.ofResponses("Tomcat with server.xml");
    page.run(0, directory, Map.of("CATALINA_BASE", directory));
    Matcher valve = VALVE.matcher(page.blocks("xml").get(0));
    assertThat(valve.find()).isTrue();
    return withServerXml(ENGINE, ENGINE + valve.group());
  }

  /** Replaces the access log by that of the documentation, and lets it write at once. */
  TomcatBase withDetailedAccessLog() {
    Matcher valve = VALVE.matcher(RecyclingPage.ofAccessLog().blocks("xml").get(0));
    assertThat(valve.find()).isTrue();
    Path file = directory.resolve("conf/server.xml");
    try {
      String xml = Files.readString(file);
      Matcher present = ACCESS_LOG.matcher(xml);
      assertThat(present.find()).isTrue();
      String detailed = valve.group().replace("prefix=", "buffered=\"false\" prefix=");
      Files.writeString(file, present.replaceFirst(Matcher.quoteReplacement(detailed)));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds copies of an application that start with the server. */
  TomcatBase withApplications(int number, Path war) {
    try {
      for (int i = 1; i <= number; i++) {
        Files.copy(war, directory.resolve("webapps").resolve("app" + i + ".war"));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TomcatBase withServerXml(String from, String to) {
    Path file = directory.resolve("conf/server.xml");
    try {
      String xml = Files.readString(file);
      assertThat(xml).contains(from);
      Files.writeString(file, xml.replace(from, to));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path home() {
    return home;
  }

  Path directory() {
    return directory;
  }
}
