package io.github.servletexporter.it.operator.proxy;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Application that records its requests and their connections. Thread-safe. */
final class ProxiedApp implements ServletContainerInitializer {
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final Set<Integer> connections = ConcurrentHashMap.newKeySet();

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    context.addServlet("echo", new Echo()).addMapping("/echo/*");
  }

  /** Returns the paths of all requests so far. */
  List<String> paths() {
    return List.copyOf(paths);
  }

  /** Returns the client ports of the requests so far. */
  Set<Integer> connections() {
    return Set.copyOf(connections);
  }

  private final class Echo extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      paths.add(request.getRequestURI());
      connections.add(request.getRemotePort());
      InputStream body = request.getInputStream();
      response.getWriter().println(body.readAllBytes().length + " bytes");
    }
  }
}
