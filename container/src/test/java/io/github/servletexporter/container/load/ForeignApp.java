package io.github.servletexporter.container.load;

import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/** Code of a web application that submits a task, which may start a worker on its stack. */
public final class ForeignApp implements BiConsumer<Executor, Runnable> {

  @Override
  public void accept(Executor pool, Runnable task) {
    pool.execute(task);
  }

  /** Class loader of a web application. */
  static final class Loader extends ClassLoader {

    Loader() {
      super(ForeignApp.class.getClassLoader());
    }

    /** Creates an instance of the application class that this loader has defined. */
    @SuppressWarnings("unchecked")
    BiConsumer<Executor, Runnable> app() throws IOException, ReflectiveOperationException {
      String name = ForeignApp.class.getName();
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        ProtectionDomain domain =
            new ProtectionDomain(new CodeSource(null, (Certificate[]) null), null, this, null);
        Class<?> own = defineClass(name, bytes, 0, bytes.length, domain);
        return (BiConsumer<Executor, Runnable>) own.getConstructor().newInstance();
      }
    }
  }
}
