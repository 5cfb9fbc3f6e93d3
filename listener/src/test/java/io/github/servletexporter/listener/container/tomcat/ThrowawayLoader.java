package io.github.servletexporter.listener.container.tomcat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;

/**
 * Class loader with its own copy of our classes, like that of a web application; all other classes
 * come from the container.
 */
final class ThrowawayLoader extends ClassLoader {

  private static final String OURS = "io.github.servletexporter.";

  ThrowawayLoader() {
    super(ThrowawayLoader.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null && name.startsWith(OURS)) {
        loaded = define(name);
      }
      return loaded != null ? loaded : super.loadClass(name, resolve);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    URL url = getParent().getResource(name.replace('.', '/') + ".class");
    if (url == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = url.openStream()) {
      byte[] bytes = in.readAllBytes();
      CodeSource source = new CodeSource(url, (Certificate[]) null);
      return defineClass(
          name, bytes, 0, bytes.length, new ProtectionDomain(source, null, this, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
