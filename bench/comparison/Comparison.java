import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.EventListener;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The application of docs/comparison.md: an embedded Jetty that sends itself 195 requests, then waits to be scraped. The argument says
 * what measures it inside: {@code none}, {@code servlet-exporter} or {@code javamelody}; Java agents come with {@code -javaagent}.
 */
public final class Comparison {

  private static final int PORT = 8080;

  private Comparison() {}

  /** Runs the application until its input ends. */
  public static void main(String[] arguments) throws Exception {
    ServletContextHandler context = new ServletContextHandler("/shop");
    switch (arguments[0]) {
      case "servlet-exporter" ->
          context.addServletContainerInitializer(
              create("io.github.servletexporter.listener.ServletExporter", ServletContainerInitializer.class));
      case "javamelody" -> addJavaMelody(context);
      default -> {}
    }
    for (String name : List.of("fast", "slow", "failing", "async", "upload", "stream")) {
      ServletHolder holder = new ServletHolder(new Situation(name));
      holder.setAsyncSupported(true);
      context.addServlet(holder, "/" + name);
    }
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(PORT);
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    send(1, "GET /shop/fast");
    System.out.printf("%d ms of processor time until the first answer%n", processorMillis());
    send(99, "GET /shop/fast");
    send(20, "GET /shop/slow");
    send(30, "GET /shop/failing");
    send(10, "GET /shop/async");
    send(10, "GET /shop/stream");
    send(20, "GET /shop/nowhere");
    String smuggled = send(5, "POST /shop/upload", "Transfer-Encoding: gzip, chunked", "", "0");
    System.out.println("ambiguous framing is answered with " + smuggled);
    System.out.println("ready");
    System.in.read();
    System.exit(0);
  }

  private static void addJavaMelody(ServletContextHandler context) throws Exception {
    FilterHolder filter = new FilterHolder(create("net.bull.javamelody.MonitoringFilter", Filter.class));
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    context.addEventListener(create("net.bull.javamelody.SessionListener", EventListener.class));
  }

  private static <T> T create(String name, Class<T> type) throws ReflectiveOperationException {
    return type.cast(Class.forName(name).getConstructor().newInstance());
  }

  private static long processorMillis() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
        / 1_000_000;
  }

  /** Sends a request several times, each on a connection of its own, and returns the last protocol and status. */
  private static String send(int times, String line, String... lines) throws IOException {
    String request = line + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
    byte[] answer = {};
    for (int i = 0; i < times; i++) {
      try (Socket socket = new Socket("127.0.0.1", PORT)) {
        socket.getOutputStream().write(request.replace("\r\n\r\n\r\n", "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      }
    }
    return new String(answer, StandardCharsets.US_ASCII);
  }

  /** Servlet for one kind of request. */
  private static final class Situation extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final String name;

    Situation(String name) {
      this.name = name;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
      switch (name) {
        case "failing" -> throw new IllegalStateException("on purpose");
        case "async" -> {
          AsyncContext async = request.startAsync();
          async.setTimeout(100);
        }
        case "stream" -> stream(response.getOutputStream());
        case "slow" -> {
          pause();
          response.getWriter().println(name);
        }
        default -> {
          request.getInputStream().readAllBytes();
          response.getWriter().println(name);
        }
      }
    }

    private static void pause() {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void stream(OutputStream body) throws IOException {
      byte[] block = new byte[64 * 1024];
      for (int i = 0; i < 1024; i++) {
        body.write(block);
        body.flush();
      }
    }
  }
}
