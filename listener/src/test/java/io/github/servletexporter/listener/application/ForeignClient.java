package io.github.servletexporter.listener.application;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Class loader of an application with a version of client_java of its own. */
final class ForeignClient extends URLClassLoader {

  static final List<String> VERSIONS =
      List.of(System.getProperty("client-java.versions").split(","));

  private ForeignClient(List<URL> path) {
    super(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  static ForeignClient of(String version) throws IOException {
    List<URL> path = new ArrayList<>();
    Path directory = Path.of(System.getProperty("client-java.directory"));
    try (Stream<Path> jars = Files.list(directory)) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(version + ".jar")).toList()) {
        path.add(jar.toUri().toURL());
      }
    }
    path.add(ShopMetrics.class.getProtectionDomain().getCodeSource().getLocation());
    return new ForeignClient(path);
  }

  /** Lets the application register metrics. */
  @SuppressWarnings("unchecked") // the class has this type
  void register(String wanted) throws ReflectiveOperationException {
    Class<?> shop = loadClass(ShopMetrics.class.getName());
    ((Consumer<String>) shop.getDeclaredConstructor().newInstance()).accept(wanted);
  }

  /** Returns the default registry of this version. */
  Object defaultRegistry() throws ReflectiveOperationException {
    return loadClass(ForeignRegistry.TYPE).getField("defaultRegistry").get(null);
  }
}
