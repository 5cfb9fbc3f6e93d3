package io.github.servletexporter.sharing.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.github.servletexporter.sharing.codec.CodecException;
import io.github.servletexporter.sharing.codec.Damage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * File operations on the local file system. They follow no links to files and never block on a
 * pipe.
 */
public final class LocalFiles implements FileOperations {

  private static final FileAttribute<?>[] NONE = {};
  private static final int MAX_FILES = 100_000;

  private final int maxFiles;

  /** Creates operations that list directories of up to 100,000 files. */
  public LocalFiles() {
    this(MAX_FILES);
  }

  LocalFiles(int maxFiles) {
    this.maxFiles = maxFiles;
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, ownersAlone(directory, "rwx------"));
    }
  }

  /**
   * Reads on past any number of foreign files up to a limit, which is reported: a listing that
   * ended early would be an empty store to its reader.
   */
  @Override
  public void list(Path directory, Consumer<String> visitor) throws IOException {
    int files = 0;
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
      for (Path file : listing) {
        if (files++ == maxFiles) {
          throw new IOException(
              "expected at most "
                  + maxFiles
                  + " files in the directory of the shared store, but it contains more; remove"
                  + " foreign files");
        }
        visitor.accept(file.getFileName().toString());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /**
   * Checks the type before opening the file, because opening a pipe blocks until its other end is
   * open.
   */
  @Override
  public byte[] read(Path file, int maxBytes) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new CodecException(Damage.FOREIGN, "not a regular file");
    }
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS))) {
      long size = channel.size();
      if (size > maxBytes) {
        throw new CodecException(Damage.TOO_LARGE, size + " bytes exceed the limit of " + maxBytes);
      }
      ByteBuffer content = ByteBuffer.allocate((int) size);
      while (content.hasRemaining() && channel.read(content) >= 0) {
        // A file that shrinks in the meantime is reported as truncated.
      }
      return Arrays.copyOf(content.array(), content.position());
    }
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    Files.deleteIfExists(file);
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(file, options, ownersAlone(file, "rw-------"))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public long ageMillis(Path file) throws IOException {
    return System.currentTimeMillis() - Files.getLastModifiedTime(file, NOFOLLOW_LINKS).toMillis();
  }

  /**
   * Two web applications of one JVM must not open the file at the same time: where locks belong to
   * the process, closing one channel releases the lock of the other. They share no classes, so a
   * system property keeps them apart.
   */
  @Override
  public @Nullable Lock tryLock(Path file) throws IOException {
    String property = "io.github.servletexporter.store.lock:" + file.toAbsolutePath().normalize();
    if (System.getProperties().putIfAbsent(property, "") != null) {
      return null;
    }
    Lock lock = null;
    try {
      lock = lock(file, property);
      return lock;
    } finally {
      if (lock == null) {
        System.getProperties().remove(property);
      }
    }
  }

  /**
   * Checks the type first, and opens the file for reading and writing, which does not wait even if
   * a pipe has replaced it in between (fifo(7)).
   */
  private static @Nullable Lock lock(Path file, String property) throws IOException {
    if (Files.exists(file, NOFOLLOW_LINKS) && !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      throw new IOException(file + ": expected a regular file; remove it");
    }
    Set<OpenOption> options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            NOFOLLOW_LINKS);
    FileChannel channel = FileChannel.open(file, options, ownersAlone(file, "rw-------"));
    FileLock held = null;
    try {
      held = channel.tryLock();
    } finally {
      if (held == null) {
        channel.close();
      }
    }
    return held == null ? null : () -> release(channel, property);
  }

  private static void release(FileChannel channel, String property) throws IOException {
    try {
      channel.close();
    } finally {
      System.getProperties().remove(property);
    }
  }

  /** Windows has no such permissions; there the permissions of the directory apply. */
  private static FileAttribute<?>[] ownersAlone(Path file, String permissions) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : NONE;
  }
}
