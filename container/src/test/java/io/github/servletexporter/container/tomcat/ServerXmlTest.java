package io.github.servletexporter.container.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.servletexporter.container.load.Connection;
import io.github.servletexporter.container.load.Pools;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Server;
import org.apache.catalina.startup.Catalina;
import org.apache.tomcat.util.digester.Digester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** Executor that is configured in server.xml and shown by JMX. */
class ServerXmlTest {

  private static final String SERVER_XML =
      """
      <Server port="-1">
        <Service name="Catalina">
          <Executor className="io.github.servletexporter.container.tomcat.RecyclingExecutor"
                    name="recycling" maxThreads="20" minSpareThreads="2" namePrefix="recycled-"
                    maxRequests="1000" maxRequestsJitter="100" %s/>
          <Connector executor="recycling" port="0" protocol="HTTP/1.1" address="127.0.0.1"/>
          <Engine name="Catalina" defaultHost="localhost">
            <Host name="localhost" appBase="%s" deployOnStartup="false" autoDeploy="false"/>
          </Engine>
        </Service>
      </Server>
      """;

  private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();

  @TempDir private Path base;
  private Server server;

  /** Reads server.xml as Tomcat does, but without the static state of its launcher. */
  private static final class Launcher extends Catalina {
    Server read(String serverXml) throws Exception {
      Digester digester = createStartDigester();
      digester.push(this);
      digester.parse(new InputSource(new StringReader(serverXml)));
      return getServer();
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (server.getState().isAvailable()) {
      server.stop();
    }
    server.destroy();
  }

  @Test
  void servesRequestsOnTheExecutorThatAnOperatorConfigured() throws Exception {
    start("");

    int port = server.findService("Catalina").findConnectors()[0].getLocalPort();
    try (Connection connection = new Connection(port)) {
      connection.send("/", 1);
      connection.receivesOk(); // status 404, because there is no application
    }

    ObjectName executor = new ObjectName("Catalina:type=Executor,name=recycling");
    await()
        .untilAsserted(
            () ->
                assertThat((long) mbeans.getAttribute(executor, "completedTaskCount"))
                    .isPositive());
  }

  @Test
  void showsItsAttributesAndTheInheritedOnesInJmx() throws Exception {
    start("maxLifetimeSeconds=\"3600\" maxLifetimeJitterSeconds=\"60\"");
    ObjectName executor = new ObjectName("Catalina:type=Executor,name=recycling");

    assertThat(mbeans.getAttribute(executor, "maxRequests")).isEqualTo(1_000);
    assertThat(mbeans.getAttribute(executor, "maxRequestsJitter")).isEqualTo(100);
    assertThat(mbeans.getAttribute(executor, "maxLifetimeSeconds")).isEqualTo(3_600L);
    assertThat(mbeans.getAttribute(executor, "maxLifetimeJitterSeconds")).isEqualTo(60L);
    assertThat(mbeans.getAttribute(executor, "maxThreads")).isEqualTo(20);
    assertThat(mbeans.getAttribute(executor, "minSpareThreads")).isEqualTo(2);
    assertThat(mbeans.getAttribute(executor, "namePrefix")).isEqualTo("recycled-");
    assertThat(mbeans.getAttribute(executor, "maxIdleTime")).isEqualTo(60_000);
    assertThat(mbeans.getAttribute(executor, "poolSize")).isEqualTo(2);
    assertThat(mbeans.getAttribute(executor, "corePoolSize")).isEqualTo(2);
    // A thread of Tomcat's pool counts as active until it has begun to wait for its first task.
    await().until(() -> mbeans.getAttribute(executor, "activeCount").equals(0));
    assertThat(mbeans.getAttribute(executor, "queueSize")).isEqualTo(0);
    assertThat(mbeans.getAttribute(executor, "stateName")).isEqualTo("STARTED");

    mbeans.setAttribute(executor, new Attribute("maxRequests", 500));

    assertThat(Pools.attribute("MaxRequests")).isEqualTo(500);
    assertThat(Pools.attribute("Name")).isEqualTo("recycling");
  }

  @Test
  void doesNotStartWithAnInvalidAttribute() throws Exception {
    assertThatExceptionOfType(LifecycleException.class)
        .isThrownBy(() -> start("maxLifetime=\"3600\""))
        .withStackTraceContaining("maxLifetime: unknown attribute");

    assertThat(Pools.names()).isEmpty();
  }

  private void start(String attributes) throws Exception {
    Launcher launcher = new Launcher();
    server = launcher.read(SERVER_XML.formatted(attributes, base));
    server.setCatalina(launcher);
    server.setCatalinaHome(base.toFile());
    server.setCatalinaBase(base.toFile());
    server.init();
    server.start();
  }
}
