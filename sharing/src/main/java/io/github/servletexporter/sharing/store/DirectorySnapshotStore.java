package io.github.servletexporter.sharing.store;

import io.github.servletexporter.sharing.codec.CodecException;
import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import io.github.servletexporter.sharing.model.InstanceIdentity;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A directory that the JVMs of one host share, or of several if its file system renames in one
 * step: a file for each member, the retired entry, and a lock. Everything is written beside its
 * place and renamed into it.
 *
 * <p>The directory is made when it is missing, also when somebody has removed it meanwhile. Files
 * that are not ours stay where they are. Where the file system knows no locks, nothing is folded.
 */
public final class DirectorySnapshotStore implements SnapshotStore {

  private static final String ENTRY = ".sxs";
  private static final String TEMPORARY = ".tmp";
  private static final String RETIRED = "retired" + ENTRY;
  private static final String LOCK = "retired.lock";

  /** Longer than any write takes; whoever wrote it has crashed. */
  private static final long ABANDONED_MILLIS = TimeUnit.MINUTES.toMillis(15);

  /** Our files of as many members as there may be, and as many that are not ours. */
  private static final int MAX_FILES = 2 * MAX_MEMBERS + 2;

  private final Path directory;
  private final FileOperations files;

  /** The keys of the last listing, see {@link #keys()}. */
  private volatile Set<String> known = Set.of();

  public DirectorySnapshotStore(Path directory, FileOperations files) {
    this.directory = directory;
    this.files = files;
  }

  /** Returns the store in a directory, and touches nothing yet. */
  static SnapshotStore in(Path directory) {
    return new DirectorySnapshotStore(directory, new LocalFiles());
  }

  @Override
  public String kind() {
    return "directory";
  }

  @Override
  public void put(String key, byte[] entry) throws IOException {
    replace(key + ENTRY, entry);
  }

  /**
   * While files are renamed, a listing may miss one that is there all the time: POSIX leaves it
   * open, and tmpfs does. So a file that was there the last time is asked for by its name, and the
   * first listing is done twice.
   */
  @Override
  public List<String> keys() throws IOException {
    Set<String> keys = new HashSet<>(known);
    if (keys.isEmpty()) {
      addListed(keys);
    }
    Set<String> listed = new HashSet<>();
    addListed(listed);
    keys.removeIf(key -> !listed.contains(key) && isGone(key));
    keys.addAll(listed);
    known = Set.copyOf(keys);
    return keys.stream().limit(MAX_MEMBERS).toList();
  }

  @Override
  public void read(List<String> keys, EntryVisitor visitor) throws IOException {
    for (String key : keys) {
      byte[] entry = read(key, visitor);
      if (entry != null && !visitor.entry(key, entry)) {
        return;
      }
    }
  }

  @Override
  public void remove(List<String> keys) throws IOException {
    for (String key : keys) {
      files.delete(directory.resolve(key + ENTRY));
      files.delete(directory.resolve(key + ENTRY + TEMPORARY));
    }
  }

  @Override
  public byte[] retired() throws IOException {
    try {
      return files.read(directory.resolve(RETIRED), SnapshotCodec.MAX_TOTALS_BYTES);
    } catch (NoSuchFileException none) {
      return new byte[0];
    }
  }

  @Override
  public boolean replaceRetired(byte[] expected, byte[] replacement) throws IOException {
    files.createDirectory(directory);
    try (FileOperations.Lock lock = files.tryLock(directory.resolve(LOCK))) {
      if (lock == null || !Arrays.equals(expected, retired())) {
        return false;
      }
      replace(RETIRED, replacement);
      return true;
    }
  }

  /** Does nothing: no file stays open. */
  @Override
  public void close() {}

  private void replace(String name, byte[] content) throws IOException {
    Path temporary = directory.resolve(name + TEMPORARY);
    files.createDirectory(directory);
    try {
      files.write(temporary, content);
      files.rename(temporary, directory.resolve(name));
    } catch (IOException | RuntimeException e) {
      deleteQuietly(temporary);
      throw e;
    }
  }

  private void addListed(Set<String> keys) throws IOException {
    try {
      for (String name : files.list(directory, MAX_FILES)) {
        if (name.endsWith(ENTRY) && !name.equals(RETIRED)) {
          keys.add(name.substring(0, name.length() - ENTRY.length()));
        } else if (isOurTemporary(name)) {
          deleteAbandoned(directory.resolve(name));
        }
      }
    } catch (NoSuchFileException noDirectory) {
      // Nobody has published yet, or it was removed.
    }
    keys.removeIf(key -> !InstanceIdentity.isKey(key));
  }

  private static boolean isOurTemporary(String name) {
    String suffix = ENTRY + TEMPORARY;
    return name.endsWith(suffix)
        && InstanceIdentity.isKey(name.substring(0, name.length() - suffix.length()));
  }

  private boolean isGone(String key) {
    try {
      files.ageMillis(directory.resolve(key + ENTRY));
      return false;
    } catch (IOException e) {
      return e instanceof NoSuchFileException;
    }
  }

  private byte @Nullable [] read(String key, EntryVisitor visitor) {
    try {
      return files.read(directory.resolve(key + ENTRY), SnapshotCodec.MAX_ENTRY_BYTES);
    } catch (NoSuchFileException removedMeanwhile) {
      return null;
    } catch (CodecException e) {
      visitor.unreadable(key, e.damage());
    } catch (IOException e) {
      visitor.unreadable(key, Damage.UNREADABLE);
    }
    return null;
  }

  private void deleteAbandoned(Path temporary) {
    try {
      if (files.ageMillis(temporary) > ABANDONED_MILLIS) {
        files.delete(temporary);
      }
    } catch (IOException e) {
      // Another has removed it, or nobody may.
    }
  }

  /** A full disk leaves half a file behind, which would keep it full. */
  private void deleteQuietly(Path temporary) {
    try {
      files.delete(temporary);
    } catch (IOException e) {
      // It is removed with the member, or when it has been abandoned long enough.
    }
  }
}
