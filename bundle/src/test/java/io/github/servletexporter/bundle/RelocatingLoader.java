package io.github.servletexporter.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Class loader of the drop-in jar that can also define a test class, relocated as the jar's own
 * classes were.
 */
final class RelocatingLoader extends URLClassLoader {
  private static final String ORIGINAL = "io/prometheus/";
  private static final String RELOCATED = "io/github/servletexporter/shaded/prometheus/";

  RelocatingLoader(Path jar) {
    this(jar, List.of());
  }

  /**
   * Creates the loader of a web application.
   *
   * @param libraries other jars of the application
   */
  RelocatingLoader(Path jar, List<URL> libraries) {
    super(
        Stream.concat(Stream.of(url(jar)), libraries.stream()).toArray(URL[]::new),
        ClassLoader.getPlatformClassLoader());
  }

  Class<?> relocated(Class<?> original) {
    String file = original.getName().replace('.', '/') + ".class";
    try (InputStream in = original.getClassLoader().getResourceAsStream(file)) {
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(in.readAllBytes()).accept(new ClassRemapper(writer, new Relocation()), 0);
      byte[] bytes = writer.toByteArray();
      return defineClass(original.getName(), bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Relocation extends Remapper {
    Relocation() {
      super(org.objectweb.asm.Opcodes.ASM9);
    }

    @Override
    public String map(String name) {
      return name.startsWith(ORIGINAL) ? RELOCATED + name.substring(ORIGINAL.length()) : name;
    }
  }
}
