package io.github.servletexporter.filter.body;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Methods that containers or Servlet 6.1 add to the classes that are wrapped. */
final class ContainerMethods {

  private static final @Nullable MethodHandle READ_BUFFER = readBuffer();

  private ContainerMethods() {}

  /**
   * Returns whether the class of a container's object overrides a method that the API implements,
   * as the streams and writers of Jetty do.
   *
   * @param api the class of the API that implements the method
   */
  static boolean overrides(Object object, Class<?> api, String method, Class<?>... parameters) {
    try {
      return object.getClass().getMethod(method, parameters).getDeclaringClass() != api;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /**
   * Calls {@code ServletInputStream.read(ByteBuffer)}, which exists since Servlet 6.1.
   *
   * @throws UnsupportedOperationException if it does not exist
   */
  static int read(ServletInputStream input, ByteBuffer buffer) throws IOException {
    if (READ_BUFFER == null) {
      throw new UnsupportedOperationException(
          "ServletInputStream.read(ByteBuffer) requires Servlet 6.1");
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
