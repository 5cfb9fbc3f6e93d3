package io.github.servletexporter.listener.journal;

import io.github.servletexporter.base.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * File {@code error-log}, to which lines are appended. Rotates a regular file at its largest size,
 * and opens its path again when the file there was moved or replaced, as other log rotation does.
 * Used by the journal's thread only.
 */
final class ErrorLogFile implements ErrorLog.Output {

  private static final byte LINE_FEED = '\n';

  /**
   * Time after a failure during which no attempt is made, because a full disk would fail each one.
   */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ErrorLogSettings settings;
  private final Path path;
  private final Ticker ticker;
  private @Nullable FileChannel channel;
  private @Nullable Object openKey;
  private boolean torn;
  private @Nullable Failure failure;

  ErrorLogFile(ErrorLogSettings settings, Ticker ticker) {
    this.settings = settings;
    this.path = settings.file();
    this.ticker = ticker;
  }

  /**
   * Failure of the last attempt.
   *
   * @param reason exception of the attempt
   * @param untilNanos time of the next attempt
   */
  private record Failure(IOException reason, long untilNanos) {}

  @Override
  public void write(byte[] line) throws IOException {
    if (failure != null && ticker.nanos() - failure.untilNanos() < 0) {
      throw failure.reason();
    }
    failure = null;
    try {
      if (isFull(opened(), line.length)) {
        close();
        rotate();
      }
      append(opened(), line);
    } catch (IOException e) {
      failure = new Failure(e, ticker.nanos() + RETRY_NANOS);
      close();
      throw e;
    }
  }

  private boolean isFull(FileChannel open, int more) throws IOException {
    return settings.maxBytes() > 0
        && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        && open.size() > 0
        && open.size() + more > settings.maxBytes();
  }

  /** Renames each file to the next number, which replaces the last one. */
  private void rotate() throws IOException {
    torn = false;
    for (int number = settings.files() - 1; number >= 1; number--) {
      Path from = numbered(number - 1);
      if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(from, numbered(number), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (settings.files() == 1) {
      Files.delete(path);
    }
  }

  private Path numbered(int number) {
    return number == 0 ? path : path.resolveSibling(path.getFileName() + "." + number);
  }

  /** Appends a line, after ending the one before if a full disk has truncated it. */
  private void append(FileChannel open, byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(line.length + 1);
    if (torn) {
      bytes.put(LINE_FEED);
    }
    bytes.put(line).flip();
    long before = bytes.remaining();
    try {
      while (bytes.hasRemaining()) {
        open.write(bytes);
      }
      torn = false;
    } finally {
      torn |= bytes.hasRemaining() && bytes.remaining() < before;
    }
  }

  private FileChannel opened() throws IOException {
    FileChannel open = channel;
    if (open != null && open.isOpen() && isStillThere()) {
      return open;
    }
    close();
    open = open(path);
    channel = open;
    openKey = key();
    return open;
  }

  /**
   * Opens the file. Opening a pipe for writing alone waits for a reader, and no interrupt ends the
   * wait; opening it for reading and writing does not wait (fifo(7)), and an interrupt ends a write
   * to it.
   */
  private static FileChannel open(Path path) throws IOException {
    boolean special =
        Files.exists(path) && Files.readAttributes(path, BasicFileAttributes.class).isOther();
    return special
        ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
        : FileChannel.open(
            path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), permissions(path));
  }

  /**
   * Returns the permissions of a new file, since messages may contain what not everyone may see.
   */
  private static FileAttribute<?>[] permissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
        }
        : new FileAttribute<?>[0];
  }

  private boolean isStillThere() {
    try {
      Object now = key();
      return now == null || now.equals(openKey);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Returns a key that distinguishes files at one path, or null if the file system has none. */
  private @Nullable Object key() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
