package io.github.servletexporter.filter.body;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What containers add to the classes that we wrap: in their own classes, or by Servlet 6.1. */
final class ContainerMethods {

  private static final @Nullable MethodHandle READ_BUFFER = readBuffer();

  private ContainerMethods() {}

  /**
   * Returns whether a container's object has its own version of a method that the API implements,
   * as Jetty's streams and writers do.
   *
   * @param api the class whose version is the usual one
   */
  static boolean overrides(Object object, Class<?> api, String method, Class<?>... parameters) {
    try {
      return object.getClass().getMethod(method, parameters).getDeclaringClass() != api;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /**
   * Calls {@code ServletInputStream.read(ByteBuffer)}, which exists from Servlet 6.1 on.
   *
   * @throws UnsupportedOperationException if it does not exist
   */
  static int read(ServletInputStream input, ByteBuffer buffer) throws IOException {
    if (READ_BUFFER == null) {
      throw new UnsupportedOperationException("Servlet 6.0 reads no buffers");
    }
    try {
      return (int) READ_BUFFER.invokeExact(input, buffer);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  private static @Nullable MethodHandle readBuffer() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              ServletInputStream.class, "read", MethodType.methodType(int.class, ByteBuffer.class));
    } catch (ReflectiveOperationException servlet60) {
      return null;
    }
  }
}
