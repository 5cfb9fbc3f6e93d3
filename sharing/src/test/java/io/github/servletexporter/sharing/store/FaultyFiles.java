package io.github.servletexporter.sharing.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** File operations of a process that a test observes and ends before, after or during any step. */
final class FaultyFiles implements FileOperations {

  /** End of the process; no code under test catches it. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Moment at which the process ends. */
  enum Moment {
    BEFORE,
    HALFWAY,
    AFTER
  }

  /** Observer that is called before each step. */
  interface Observer {
    void before(int step) throws IOException;
  }

  private final FileOperations files = new LocalFiles();
  private final int crashingStep;
  private final Moment moment;
  private final Observer observer;
  private int step;
  private boolean crashed;

  FaultyFiles(int crashingStep, Moment moment, Observer observer) {
    this.crashingStep = crashingStep;
    this.moment = moment;
    this.observer = observer;
  }

  /** Returns file operations of a process that does not end. */
  static FaultyFiles observed(Observer observer) {
    return new FaultyFiles(Integer.MAX_VALUE, Moment.BEFORE, observer);
  }

  int steps() {
    return step;
  }

  boolean hasCrashed() {
    return crashed;
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    take(() -> run(() -> files.createDirectory(directory)));
  }

  @Override
  public void list(Path directory, Consumer<String> visitor) throws IOException {
    take(() -> run(() -> files.list(directory, visitor)));
  }

  @Override
  public byte[] read(Path file, int maxBytes) throws IOException {
    return take(() -> files.read(file, maxBytes));
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    take(
        () ->
            run(
                () -> {
                  if (isCrashing(Moment.HALFWAY)) {
                    files.write(file, Arrays.copyOf(content, content.length / 2));
                    crash();
                  }
                  files.write(file, content);
                }));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    take(() -> run(() -> files.rename(from, to)));
  }

  @Override
  public void delete(Path file) throws IOException {
    take(() -> run(() -> files.delete(file)));
  }

  @Override
  public long ageMillis(Path file) throws IOException {
    return take(() -> files.ageMillis(file));
  }

  /** A lock ends with its process, so releasing it is not a step. */
  @Override
  public @Nullable Lock tryLock(Path file) throws IOException {
    Lock[] taken = new Lock[1];
    try {
      return take(
          () -> {
            taken[0] = files.tryLock(file);
            return taken[0];
          });
    } catch (Crash crash) {
      if (taken[0] != null) {
        taken[0].close();
      }
      throw crash;
    }
  }

  private <T> T take(Step<T> action) throws IOException {
    if (crashed) {
      throw new Crash();
    }
    step++;
    observer.before(step);
    if (isCrashing(Moment.BEFORE)) {
      crash();
    }
    T result = action.take();
    if (isCrashing(Moment.AFTER)) {
      crash();
    }
    return result;
  }

  private boolean isCrashing(Moment now) {
    return step == crashingStep && moment == now;
  }

  private void crash() {
    crashed = true;
    throw new Crash();
  }

  private static @Nullable Void run(Action action) throws IOException {
    action.run();
    return null;
  }

  private interface Step<T> {
    T take() throws IOException;
  }

  private interface Action {
    void run() throws IOException;
  }
}
