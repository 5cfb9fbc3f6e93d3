package io.github.servletexporter.sharing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.codec.Samples;
import io.github.servletexporter.sharing.codec.SnapshotCodec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DirectorySnapshotStoreTest {

  private static final String KEY = Samples.identity(1).key();
  private static final byte[] ENTRY = {1, 2, 3};

  @TempDir Path temporary;

  private SnapshotStore open() {
    return DirectorySnapshotStore.in(directory());
  }

  private Path directory() {
    return temporary.resolve("not/yet/there");
  }

  @Test
  void touchesNothingBeforeItIsUsed() throws IOException {
    SnapshotStore store = open();

    assertThat(store.retained()).isEmpty();
    assertThat(directory()).doesNotExist();
    assertThat(store.keys()).isEmpty();
    assertThat(directory()).isEmptyDirectory();
  }

  /** Without this, a reader would see a store without instances, and totals of 0. */
  @Test
  void doesNotTakeADirectoryThatCannotBeCreatedForAnEmptyStore() throws IOException {
    Path dangling = temporary.resolve("dangling");
    Files.createSymbolicLink(dangling, temporary.resolve("nothing"));

    assertThatIOException().isThrownBy(() -> DirectorySnapshotStore.in(dangling).keys());
    assertThatIOException()
        .isThrownBy(() -> DirectorySnapshotStore.in(Path.of("/proc/none/store")).keys());
  }

  @Test
  void readsOnPastForeignFiles() throws IOException {
    Files.createDirectories(directory());
    for (int i = 0; i < 20_003; i++) {
      Files.createFile(directory().resolve("foreign-" + i));
    }
    SnapshotStore store = open();
    store.put(KEY, ENTRY);

    assertThat(store.keys()).containsExactly(KEY);
  }

  @Test
  void reportsMoreFilesThanItReads() throws IOException {
    open().put(KEY, ENTRY);
    Files.createFile(directory().resolve("foreign"));

    assertThatIOException()
        .isThrownBy(() -> new DirectorySnapshotStore(directory(), new LocalFiles(1)).keys())
        .withMessageContaining("at most 1 files");
  }

  @Test
  @Timeout(value = 30, threadMode = SEPARATE_THREAD) // no interrupt ends open(2)
  void waitsForNoPipeInPlaceOfAnyOfItsFiles() throws Exception {
    SnapshotStore store = open();
    Files.createDirectories(directory());
    for (String name : List.of("retired.lock", "retired.sxs.tmp", KEY + ".sxs.tmp", KEY + ".sxs")) {
      String pipe = directory().resolve(name).toString();
      assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    }

    store.put(KEY, ENTRY);

    assertThat(directory().resolve(KEY + ".sxs")).hasBinaryContent(ENTRY);
    assertThatIOException()
        .isThrownBy(() -> store.replaceRetained(new byte[0], ENTRY))
        .withMessageContaining("retired.lock: expected a regular file");
    Files.delete(directory().resolve("retired.lock"));
    assertThat(store.replaceRetained(new byte[0], ENTRY)).isTrue();
    Files.delete(directory().resolve("retired.sxs"));
    String pipe = directory().resolve("retired.sxs").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    assertThatIOException().isThrownBy(store::retained).withMessageContaining("regular file");
  }

  @Test
  void warnsOfADirectoryThatOthersCanWriteTo() throws IOException {
    SnapshotStore store = open();
    store.put(KEY, ENTRY);
    assertThat(store.warning()).isEmpty();

    for (String permissions : List.of("rwxrwx---", "rwx---rwx")) {
      Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString(permissions));

      assertThat(store.warning())
          .hasValueSatisfying(
              warning -> assertThat(warning).contains("permissions=" + permissions, "there"));
    }
  }

  @Test
  void letsTheOwnerAloneIn() throws IOException {
    SnapshotStore store = open();
    store.put(KEY, ENTRY);
    store.replaceRetained(new byte[0], ENTRY);

    assertThat(Files.getPosixFilePermissions(directory()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    try (Stream<Path> files = Files.list(directory())) {
      assertThat(files)
          .hasSize(3)
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file))
                      .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }
  }

  @Test
  void makesAVanishedDirectoryAnew() throws IOException {
    SnapshotStore store = open();
    store.put(KEY, ENTRY);
    Files.delete(directory().resolve(KEY + ".sxs"));
    Files.delete(directory());
    assertThat(store.keys()).isEmpty();

    store.put(KEY, ENTRY);

    assertThat(store.keys()).containsExactly(KEY);
  }

  @Test
  void saysThatAFileIsInTheWay() throws IOException {
    Files.createFile(temporary.resolve("not"));

    assertThatIOException().isThrownBy(() -> open().put(KEY, ENTRY));
  }

  @Test
  void leavesForeignFilesAlone() throws IOException {
    SnapshotStore store = open();
    store.put(KEY, ENTRY);
    List<String> foreign =
        List.of("gauge_all_1.db", ".hidden.sxs", "notes.txt", "a b.sxs", "x.tmp");
    for (String name : foreign) {
      old(Files.write(directory().resolve(name), ENTRY));
    }

    assertThat(store.keys()).containsExactly(KEY);
    assertThat(foreign).allSatisfy(name -> assertThat(directory().resolve(name)).exists());
  }

  @Test
  void followsNoLinkAndOpensNoPipeAndReadsNoDirectory() throws Exception {
    SnapshotStore store = open();
    store.put(KEY, ENTRY);
    Path secret = Files.write(temporary.resolve("secret"), ENTRY);
    Files.createSymbolicLink(directory().resolve("mlink.sxs"), secret);
    Files.createSymbolicLink(directory().resolve("mdangling.sxs"), temporary.resolve("nothing"));
    Files.createDirectory(directory().resolve("mdirectory.sxs"));
    String pipe = directory().resolve("mpipe.sxs").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();

    Map<String, Damage> damages = damages(store);

    assertThat(damages)
        .containsOnlyKeys("mlink", "mdangling", "mdirectory", "mpipe")
        .allSatisfy((key, damage) -> assertThat(damage).isEqualTo(Damage.FOREIGN));
  }

  @Test
  void replacesALinkInItsPlaceAndNotWhatItPointsTo() throws IOException {
    SnapshotStore store = open();
    Files.createDirectories(directory());
    Path victim = Files.writeString(temporary.resolve("victim"), "untouched");
    Files.createSymbolicLink(directory().resolve(KEY + ".sxs"), victim);
    Files.createSymbolicLink(directory().resolve(KEY + ".sxs.tmp"), victim);

    store.put(KEY, ENTRY);

    assertThat(victim).hasContent("untouched");
    assertThat(directory().resolve(KEY + ".sxs")).isRegularFile().hasBinaryContent(ENTRY);
  }

  @Test
  void readsNothingThatIsTooLarge() throws IOException {
    SnapshotStore store = open();
    store.put(KEY, ENTRY);
    try (var file = new RandomAccessFile(directory().resolve(KEY + ".sxs").toFile(), "rw")) {
      file.setLength(SnapshotCodec.MAX_ENTRY_BYTES + 1L);
    }

    assertThat(damages(store)).containsExactly(Map.entry(KEY, Damage.TOO_LARGE));
  }

  @Test
  void namesWhatItCanNotRead() throws IOException {
    FaultyFiles files =
        FaultyFiles.observed(
            step -> {
              if (step == 1) {
                throw new IOException("input/output error");
              }
            });
    open().put(KEY, ENTRY);
    Map<String, Damage> damages = new TreeMap<>();

    new DirectorySnapshotStore(directory(), files).read(List.of(KEY), collector(damages));

    assertThat(damages).containsExactly(Map.entry(KEY, Damage.UNREADABLE));
  }

  @Test
  void removesWhatACrashedWriterHasLeftOnceItIsOld() throws IOException {
    SnapshotStore store = open();
    store.put(KEY, ENTRY);
    Path fresh = Files.write(directory().resolve("mfresh.sxs.tmp"), ENTRY);
    Path old = old(Files.write(directory().resolve("mold.sxs.tmp"), ENTRY));

    assertThat(store.keys()).containsExactly(KEY);

    assertThat(fresh).exists();
    assertThat(old).doesNotExist();
  }

  /** On a full disk a failed write leaves no file, and the last entry stays. */
  @Test
  void leavesNothingOfAWriteThatFails() throws IOException {
    open().put(KEY, ENTRY);
    for (int failing = 1; failing <= 3; failing++) {
      int step = failing;
      FaultyFiles files =
          FaultyFiles.observed(
              now -> {
                if (now == step) {
                  throw new IOException("no space left on device");
                }
              });

      assertThatIOException()
          .isThrownBy(() -> new DirectorySnapshotStore(directory(), files).put(KEY, new byte[9]));

      assertThat(directory().resolve(KEY + ".sxs")).hasBinaryContent(ENTRY);
      assertThat(directory().resolve(KEY + ".sxs.tmp")).doesNotExist();
    }
  }

  /** A listing may miss a file that is being renamed, as on tmpfs. */
  @Test
  void missesNoFileThatAListingMisses() throws IOException {
    open().put(KEY, ENTRY);
    ForgetfulFiles files = new ForgetfulFiles();
    DirectorySnapshotStore store = new DirectorySnapshotStore(directory(), files);
    assertThat(store.keys()).containsExactly(KEY);

    files.forgetful = true;

    assertThat(store.keys()).containsExactly(KEY);
    Files.delete(directory().resolve(KEY + ".sxs"));
    assertThat(store.keys()).isEmpty();
  }

  /** Another process, or another web application of this one, holds the lock. */
  @Test
  void replacesNothingWhileAnotherHasTheLock() throws IOException {
    SnapshotStore store = open();
    store.put(KEY, ENTRY);
    LocalFiles other = new LocalFiles();
    try (FileOperations.Lock lock = other.tryLock(directory().resolve("retired.lock"))) {
      assertThat(lock).isNotNull();
      assertThat(store.replaceRetained(new byte[0], ENTRY)).isFalse();
    }

    assertThat(store.replaceRetained(new byte[0], ENTRY)).isTrue();
  }

  private static Map<String, Damage> damages(SnapshotStore store) throws IOException {
    Map<String, Damage> damages = new TreeMap<>();
    store.read(store.keys(), collector(damages));
    return damages;
  }

  private static SnapshotStore.EntryVisitor collector(Map<String, Damage> damages) {
    return new SnapshotStore.EntryVisitor() {
      @Override
      public boolean entry(String key, byte[] entry) {
        return true;
      }

      @Override
      public void unreadable(String key, Damage damage) {
        damages.put(key, damage);
      }
    };
  }

  private static Path old(Path file) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  /** File operations whose listing is empty at times. */
  private static final class ForgetfulFiles implements FileOperations {

    private final FileOperations files = new LocalFiles();
    boolean forgetful;

    @Override
    public void list(Path directory, Consumer<String> visitor) throws IOException {
      if (!forgetful) {
        files.list(directory, visitor);
      }
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
      files.createDirectory(directory);
    }

    @Override
    public byte[] read(Path file, int maxBytes) throws IOException {
      return files.read(file, maxBytes);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
      files.write(file, content);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      files.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
      files.delete(file);
    }

    @Override
    public long ageMillis(Path file) throws IOException {
      return files.ageMillis(file);
    }

    @Override
    public Lock tryLock(Path file) throws IOException {
      return files.tryLock(file);
    }
  }
}
