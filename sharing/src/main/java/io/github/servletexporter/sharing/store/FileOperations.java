package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.CodecException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * File operations of a directory store. Tests replace them, to fail or to crash between any two of
 * them. Thread-safe.
 */
interface FileOperations {

  /** Creates a directory and its parents for this user only, unless it exists. */
  void createDirectory(Path directory) throws IOException;

  /**
   * Passes the names of all files in a directory to a visitor.
   *
   * @throws java.nio.file.NoSuchFileException if the directory does not exist
   * @throws IOException if it contains too many files to read all names
   */
  void list(Path directory, Consumer<String> visitor) throws IOException;

  /**
   * Reads a regular file.
   *
   * @throws java.nio.file.NoSuchFileException if it does not exist
   * @throws CodecException if it is not a regular file or is too large
   */
  byte[] read(Path file, int maxBytes) throws IOException;

  /** Writes a new file for this user only and forces it to the disk; replaces an existing file. */
  void write(Path file, byte[] content) throws IOException;

  /** Renames a file atomically and replaces an existing one. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file if it exists. */
  void delete(Path file) throws IOException;

  /** Returns the time since a file was written, by the clock of this host. */
  long ageMillis(Path file) throws IOException;

  /**
   * Acquires a lock that ends with the process, or returns null if it is held by another one.
   *
   * @throws IOException if the file is not a regular one, or its file system does not support locks
   */
  @Nullable Lock tryLock(Path file) throws IOException;

  /** Lock that is held until it is closed. */
  interface Lock extends AutoCloseable {

    @Override
    void close() throws IOException;
  }
}
