package io.github.servletexporter.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Exception of a class whose name forges a log line and contains an escape sequence, as a program
 * that generates classes can define it.
 */
final class HostileClass {

  /** As long as the name that it replaces, so that no length in the class file changes. */
  private static final String NAME = "X\nERROR forged\u001bc";

  private HostileClass() {}

  static Exception exception(String message) {
    try (InputStream stream =
        HostileClass.class.getResourceAsStream("HostileClass$Abcdefghij.class")) {
      if (stream == null) {
        throw new IllegalStateException("no class file");
      }
      String original = "HostileClass$Abcdefghij";
      String text = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
      String name = (NAME + "x".repeat(original.length())).substring(0, original.length());
      byte[] bytes = text.replace(original, name).getBytes(StandardCharsets.ISO_8859_1);
      return (Exception)
          new Defining().define(bytes).getConstructor(String.class).newInstance(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Class file that is defined under another name. */
  public static final class Abcdefghij extends Exception {

    private static final long serialVersionUID = 1L;

    public Abcdefghij(String message) {
      super(message);
    }
  }

  private static final class Defining extends ClassLoader {

    Defining() {
      super(HostileClass.class.getClassLoader());
    }

    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }
  }
}
