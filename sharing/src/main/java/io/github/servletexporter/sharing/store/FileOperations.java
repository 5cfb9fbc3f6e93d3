package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.CodecException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every step that a directory store takes on the disk: a test fails or ends the process between any
 * two of them. Thread-safe.
 */
interface FileOperations {

  /** Creates the directory and those above it, for us alone, unless it is there. */
  void createDirectory(Path directory) throws IOException;

  /** Returns the names of the files in a directory, at most so many. */
  List<String> list(Path directory, int most) throws IOException;

  /**
   * Reads a regular file.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   * @throws CodecException if it is no regular file, or larger than so many bytes
   */
  byte[] read(Path file, int maxBytes) throws IOException;

  /** Writes a new file, for us alone, to the disk itself; what was there is removed before. */
  void write(Path file, byte[] content) throws IOException;

  /** Gives a file another name, in one step, and replaces what has that name. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file if it is there. */
  void delete(Path file) throws IOException;

  /** Returns how long ago a file was written, by the clock of this host. */
  long ageMillis(Path file) throws IOException;

  /**
   * Takes a lock that ends with the process, or returns null when another has it.
   *
   * @throws IOException if the file system knows no locks
   */
  @Nullable Lock tryLock(Path file) throws IOException;

  /** A lock that is held. */
  interface Lock extends AutoCloseable {

    @Override
    void close() throws IOException;
  }
}
