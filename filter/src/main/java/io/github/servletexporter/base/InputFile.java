package io.github.servletexporter.base;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reading of a small file that the operator names, such as a configuration, a secret or a key
 * store.
 *
 * <p>Reads regular files only, and links to them, because opening a pipe waits for its other end
 * and no interrupt ends that wait; reading a device may never end. The type is checked right before
 * the file is opened.
 */
public final class InputFile {

  /** Limit of a file in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private InputFile() {}

  /**
   * Returns the content of a file.
   *
   * @throws IOException if it is not a regular file, is larger than {@link #MAX_BYTES}, or cannot
   *     be read; the message says which
   */
  public static byte[] read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw Files.exists(file)
          ? new IOException("not a regular file")
          : new FileNotFoundException("no such file");
    }
    try (InputStream content = Files.newInputStream(file)) {
      return read(content);
    } catch (NoSuchFileException removedMeanwhile) {
      throw new FileNotFoundException("no such file");
    }
  }

  /**
   * Returns what a stream contains.
   *
   * @throws IOException if that is more than {@link #MAX_BYTES}, or cannot be read
   */
  public static byte[] read(InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("larger than " + MAX_BYTES + " bytes");
    }
    return bytes;
  }

  /** Returns the content of a file in UTF-8, with or without a byte order mark. */
  public static String text(Path file) throws IOException {
    return text(read(file));
  }

  /** Returns the text of bytes in UTF-8, with or without a byte order mark. */
  public static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
