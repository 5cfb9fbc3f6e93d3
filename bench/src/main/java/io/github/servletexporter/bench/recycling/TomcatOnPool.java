package io.github.servletexporter.bench.recycling;

import io.github.servletexporter.container.tomcat.RecyclingExecutor;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.http.fileupload.FileUtils;

/** An embedded Tomcat that answers every request with two bytes. */
final class TomcatOnPool implements PooledServer {

  private final Tomcat tomcat = new Tomcat();
  private final Path directory = Files.createTempDirectory("tomcat");

  private TomcatOnPool(StandardThreadExecutor executor, Counting counting) throws Exception {
    tomcat.setBaseDir(directory.toString());
    tomcat.setSilent(true);
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxKeepAliveRequests", "-1");
    tomcat.setConnector(connector);
    tomcat.getService().addExecutor(executor);
    connector.getProtocolHandler().setExecutor(executor);
    Context context = tomcat.addContext("", directory.toString());
    Tomcat.addServlet(context, "answer", new Answer(counting)).addMapping("/");
    tomcat.start();
  }

  /** Starts one on Tomcat's own executor. */
  static PooledServer plain(int workers) throws Exception {
    StandardThreadExecutor executor = new StandardThreadExecutor();
    executor.setName("plain");
    executor.setMaxThreads(workers);
    executor.setMinSpareThreads(workers);
    return new TomcatOnPool(executor, new Counting(false));
  }

  /** Starts one on the recycling executor. */
  static PooledServer recycling(int workers, int maxRequests) throws Exception {
    return new TomcatOnPool(
        new RecyclingExecutor(workers, workers, maxRequests, maxRequests / 10), new Counting(true));
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    FileUtils.deleteDirectory(directory.toFile());
  }

  private static final class Answer extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Counting counting;

    Answer(Counting counting) {
      this.counting = counting;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (counting.isOverLimit()) {
        response.setHeader("Connection", "close");
      }
      response.getOutputStream().print("ok");
      counting.count();
    }
  }
}
