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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Store in a directory that is shared by JVMs on one host, or on several hosts if renaming a file
 * is atomic on its file system. It contains one file for each instance, the retained totals, and a
 * lock. Each file is written under a temporary name and then renamed.
 *
 * <p>A missing directory is created, also if it was removed in the meantime. Other files stay
 * untouched. On a file system without locks, nothing is folded.
 */
public final class DirectorySnapshotStore implements SnapshotStore {

  private static final String ENTRY = ".sxs";
  private static final String TEMPORARY = ".tmp";
  private static final String RETIRED = "retired" + ENTRY;
  private static final String LOCK = "retired.lock";

  /**
   * Age at which a temporary file is removed: no write takes that long, so its writer has crashed.
   */
  private static final long ABANDONED_MILLIS = TimeUnit.MINUTES.toMillis(15);

  private final Path directory;
  private final FileOperations files;

  /** Keys of the last listing, see {@link #keys()}. */
  private volatile Set<String> known = Set.of();

  public DirectorySnapshotStore(Path directory, FileOperations files) {
    this.directory = directory;
    this.files = files;
  }

  /** Returns the store in a directory, without accessing it. */
  public static SnapshotStore in(Path directory) {
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
   * While files are renamed, a listing may miss a file that exists all the time: POSIX allows it,
   * and it happens on tmpfs. So a file of the last listing is looked up by its name, and the first
   * listing is done twice.
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
    return keys.stream().limit(MAX_INSTANCES).toList();
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
  public byte[] retained() throws IOException {
    try {
      return files.read(directory.resolve(RETIRED), SnapshotCodec.MAX_TOTALS_BYTES);
    } catch (NoSuchFileException none) {
      return new byte[0];
    }
  }

  @Override
  public boolean replaceRetained(byte[] expected, byte[] replacement) throws IOException {
    files.createDirectory(directory);
    try (FileOperations.Lock lock = files.tryLock(directory.resolve(LOCK))) {
      if (lock == null || !Arrays.equals(expected, retained())) {
        return false;
      }
      replace(RETIRED, replacement);
      return true;
    }
  }

  @Override
  public Optional<String> warning() {
    return DirectoryAccess.warning(directory);
  }

  /** Does nothing, because no file stays open. */
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

  /** A directory that is missing and cannot be created is not an empty store. */
  private void addListed(Set<String> keys) throws IOException {
    try {
      files.list(directory, name -> addListed(name, keys));
    } catch (NoSuchFileException noDirectory) {
      files.createDirectory(directory);
    }
  }

  private void addListed(String name, Set<String> keys) {
    if (name.endsWith(ENTRY) && !name.equals(RETIRED)) {
      String key = name.substring(0, name.length() - ENTRY.length());
      if (InstanceIdentity.isKey(key)) {
        keys.add(key);
      }
    } else if (isOurTemporary(name)) {
      deleteAbandoned(directory.resolve(name));
    }
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
      // Another instance has removed it, or removing is not permitted.
    }
  }

  /** Deletes a half-written file, which would keep a full disk full. */
  private void deleteQuietly(Path temporary) {
    try {
      files.delete(temporary);
    } catch (IOException e) {
      // It is removed with the instance, or once it is old enough.
    }
  }
}
