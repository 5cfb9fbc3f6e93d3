package io.github.servletexporter.listener.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.servletexporter.base.BackgroundThread.CloseLimits;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.failure.ExceptionListener.UncaughtException;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExceptionJournalTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.250Z");
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path directory;

  private final AtomicLong nanos = new AtomicLong();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private CloseLimits limits = new CloseLimits(LONG, LONG);
  private Supplier<String> instance = () -> "host-1";
  private @Nullable ExceptionJournal journal;

  @AfterEach
  void close() {
    if (journal != null) {
      journal.close();
    }
  }

  @Test
  void writesALineOfJsonForEachException() throws Exception {
    Path file = directory.resolve("errors.json");
    ExceptionJournal writing = started(file);

    writing.uncaught(uncaught(new IllegalStateException("no cart", new IOException("closed"))));
    writing.uncaught(uncaught(new IllegalArgumentException("bad")));
    writing.close();

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    JsonObject line = JsonParser.parseString(lines.get(0)).getAsJsonObject();
    assertThat(line.keySet())
        .containsExactly(
            "time",
            "instance",
            "method",
            "route",
            "status",
            "exception",
            "message",
            "trace_id",
            "stack");
    assertThat(line.get("time").getAsString()).isEqualTo("2026-11-21T10:15:30.250Z");
    assertThat(line.get("instance").getAsString()).isEqualTo("host-1");
    assertThat(line.get("method").getAsString()).isEqualTo("GET");
    assertThat(line.get("route").getAsString()).isEqualTo("/app/cart");
    assertThat(line.get("status").getAsInt()).isEqualTo(500);
    assertThat(line.get("exception").getAsString()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.get("trace_id").getAsString()).isEqualTo(TRACE);
    String stack = line.get("stack").toString();
    assertThat(stack)
        .contains("java.lang.IllegalStateException: no cart")
        .contains("at io.github.servletexporter.listener.journal.ExceptionJournalTest")
        .contains("Caused by: java.io.IOException: closed");
  }

  @Test
  void writesOneLineForAnyMessage() throws Exception {
    Path file = directory.resolve("errors.json");
    ExceptionJournal writing = started(file);
    String hostile = "<script>\n{\"time\": 1}\u0000\u001b[31m\u2028\ud800" + "x".repeat(5_000_000);

    writing.uncaught(uncaught(new IllegalStateException(hostile)));
    writing.close();

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).hasSizeLessThan(100_000);
    assertThat(JsonParser.parseString(lines.get(0)).getAsJsonObject().get("message").getAsString())
        .startsWith("java.lang.IllegalStateException: <script>\\u000a");
  }

  @Test
  void writesExceptionsWhoseMethodsThrow() throws Exception {
    Path file = directory.resolve("errors.json");
    ExceptionJournal writing = started(file);

    writing.uncaught(uncaught(new Untold()));
    writing.close();

    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(writing.latest()).hasSize(1);
  }

  @Test
  void writesExceptionsWhoseMethodsThrowErrors() throws Exception {
    Path file = directory.resolve("errors.json");
    ExceptionJournal writing = started(file);

    writing.uncaught(uncaught(new Endless()));
    writing.close();

    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(writing.latest()).extracting(ExceptionSummary::type).hasSize(1);
    assertThat(failures).isEmpty();
  }

  /** Writes far more than a pipe holds. */
  @Test
  void leavesNoThreadBehindAtAPipeWithoutAReader() throws Exception {
    Path pipe = directory.resolve("pipe");
    limits = new CloseLimits(Duration.ofMillis(100), LONG);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    ExceptionJournal writing = started(pipe);

    for (int i = 0; i < 100; i++) {
      writing.uncaught(uncaught("x".repeat(500), "/route-" + i));
    }
    writing.close();

    assertThat(threads()).isZero();
  }

  @Test
  void continuesInANewFileAfterRotation() throws Exception {
    Path file = directory.resolve("errors.json");
    Path rotated = directory.resolve("errors.json.1");
    ExceptionJournal writing = started(file);
    writing.uncaught(uncaught(new IllegalStateException("first")));
    await().until(() -> Files.exists(file) && Files.size(file) > 0);

    Files.move(file, rotated);
    writing.uncaught(uncaught(new IllegalStateException("second")));
    writing.close();

    assertThat(Files.readString(rotated)).contains("first").doesNotContain("second");
    assertThat(Files.readString(file)).contains("second").doesNotContain("first");
  }

  @Test
  void countsWritesToAMissingDirectoryAndContinuesOnceItExists() throws Exception {
    Path file = directory.resolve("logs").resolve("errors.json");
    ExceptionJournal writing = started(file);

    writing.uncaught(uncaught(new IllegalStateException("lost")));
    await().until(() -> dropped(writing, "write_failed") == 1);
    Files.createDirectory(directory.resolve("logs"));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
    writing.uncaught(uncaught(new IllegalStateException("kept")));
    writing.close();

    assertThat(Files.readString(file)).contains("kept").doesNotContain("lost");
    assertThat(failures.take()).isInstanceOf(IOException.class).hasMessageContaining("errors.json");
  }

  /** Every write to this device fails as on a full disk. */
  @Test
  void countsWritesToAFullDisk() {
    ExceptionJournal writing = started(Path.of("/dev/full"));

    writing.uncaught(uncaught(new IllegalStateException("lost")));

    await().until(() -> dropped(writing, "write_failed") == 1);
    assertThat(writing.latest()).hasSize(1);
  }

  @Test
  void dropsAndCountsExceptionsWhenTheQueueIsFull() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    ExceptionJournal writing = stalled(goOn);

    for (int i = 0; i < 300; i++) {
      writing.uncaught(uncaught(new IllegalStateException("many")));
    }

    assertThat(dropped(writing, "queue_full")).isEqualTo(300 - 256);
    goOn.countDown();
    await().until(() -> writing.latest().stream().anyMatch(each -> each.count() == 256));
  }

  /** 256 exceptions with messages of 0.8 MB would occupy 200 MB. */
  @Test
  void keepsNoExceptionInTheQueue() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    ExceptionJournal writing = stalled(goOn);
    WeakReference<Throwable> queued =
        new WeakReference<>(new IllegalStateException("x".repeat(800_000)));

    writing.uncaught(uncaught(Objects.requireNonNull(queued.get())));

    await()
        .until(
            () -> {
              System.gc();
              return queued.get() == null;
            });
    goOn.countDown();
    writing.close();
    assertThat(writing.latest().get(0).message()).hasSizeLessThan(1000).endsWith("...");
  }

  @Test
  void limitsTheBytesInTheQueue() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    ExceptionJournal writing = stalled(goOn);
    Exception large = new IllegalStateException("0");
    for (int i = 1; i < 16; i++) {
      large = new IllegalStateException(Integer.toString(i), large);
    }
    long bytes = CapturedException.of(large).bytes();
    assertThat(bytes * 256).isGreaterThan(4 << 20);

    for (int i = 0; i < 256; i++) {
      writing.uncaught(uncaught(large));
    }

    assertThat(dropped(writing, "queue_full")).isEqualTo(256 - (4 << 20) / bytes);
    goOn.countDown();
    writing.close();
    assertThat(writing.latest()).extracting(ExceptionSummary::count).contains((4 << 20) / bytes);
  }

  /** Returns a journal whose thread waits in the middle of its first exception. */
  private ExceptionJournal stalled(CountDownLatch goOn) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    instance =
        () -> {
          asked.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return "host-1";
        };
    ExceptionJournal stalled = started(directory.resolve("errors.json"));
    stalled.uncaught(uncaught("first", "/first"));
    asked.await();
    return stalled;
  }

  @Test
  void limitsTheLinesOfEachKind() throws Exception {
    Path file = directory.resolve("errors.json");
    try (ErrorLog writing = ErrorLog.open(log(file), () -> "host-1", nanos::get)) {
      for (int i = 0; i < 5_000; i++) {
        writing.write(on("/route"));
      }
      nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
      writing.write(on("/route"));
      writing.write(on("/other"));
    }

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(12);
    assertThat(JsonParser.parseString(lines.get(10)).getAsJsonObject().get("suppressed").getAsInt())
        .isEqualTo(4_990);
    assertThat(JsonParser.parseString(lines.get(11)).getAsJsonObject().has("suppressed")).isFalse();
  }

  /** Classes can be generated, each of which is a kind of its own. */
  @Test
  void limitsTheLinesOfAllKinds() throws Exception {
    Path file = directory.resolve("errors.json");
    try (ErrorLog writing = ErrorLog.open(log(file), () -> "host-1", nanos::get)) {
      for (int i = 0; i < 5_000; i++) {
        writing.write(on("/route-" + i));
      }
    }

    assertThat(Files.readAllLines(file)).hasSize(1000);
  }

  @Test
  void rotatesTheFileAndKeepsABoundedNumber() throws Exception {
    Path file = directory.resolve("errors.json");
    ExceptionJournal writing = started(new ErrorLogSettings(file, 1, 3));

    for (int i = 0; i < 5; i++) {
      writing.uncaught(uncaught("message " + i, "/route"));
    }
    writing.close();

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("errors.json", "errors.json.1", "errors.json.2");
    }
    assertThat(file).content().contains("message 4");
    assertThat(directory.resolve("errors.json.1")).content().contains("message 3");
    assertThat(directory.resolve("errors.json.2")).content().contains("message 2");
  }

  @Test
  void rotatesNoDevice() {
    ExceptionJournal writing = started(new ErrorLogSettings(Path.of("/dev/null"), 1, 2));

    writing.uncaught(uncaught("one", "/route"));
    writing.uncaught(uncaught("two", "/route"));
    writing.close();

    assertThat(Path.of("/dev/null.1")).doesNotExist();
    assertThat(failures).isEmpty();
  }

  @Test
  void letsNobodyElseReadANewFile() throws Exception {
    Path file = directory.resolve("errors.json");
    ExceptionJournal writing = started(file);

    writing.uncaught(uncaught("secret", "/route"));
    writing.close();

    assertThat(Files.getPosixFilePermissions(file))
        .isSubsetOf(PosixFilePermissions.fromString("rw-r-----"));
  }

  @Test
  void writesToStandardOutput() {
    PrintStream original = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, false, StandardCharsets.UTF_8));
    try {
      ExceptionJournal writing = started(Path.of("-"));
      writing.uncaught(uncaught("to standard output", "/route"));
      writing.close();
    } finally {
      System.setOut(original);
    }

    assertThat(written.toString(StandardCharsets.UTF_8))
        .endsWith("}\n")
        .contains("to standard output");
    assertThat(failures).isEmpty();
  }

  @Test
  void summarizesByClassAndRoute() {
    ExceptionJournal writing = started((Path) null);

    writing.uncaught(uncaught(new IllegalStateException("one")));
    writing.uncaught(uncaught(new IllegalArgumentException("other")));
    writing.uncaught(uncaught(new IllegalStateException("two")));
    writing.close();

    List<ExceptionSummary> latest = writing.latest();
    assertThat(latest).extracting(ExceptionSummary::count).containsExactly(2L, 1L);
    assertThat(latest.get(0).message()).isEqualTo("java.lang.IllegalStateException: two");
    assertThat(latest.get(0).stack()).startsWith("java.lang.IllegalStateException: two");
  }

  @Test
  void replacesTheKindThatIsTheOldest() {
    RecentExceptions recent = new RecentExceptions();

    for (int i = 0; i < 60; i++) {
      recent.add(on("/route-" + i));
      recent.add(on("/always"));
    }

    assertThat(recent.latest()).hasSize(50);
    assertThat(recent.latest())
        .extracting(ExceptionSummary::route)
        .contains("/always", "/route-59");
    assertThat(recent.latest()).extracting(ExceptionSummary::route).doesNotContain("/route-0");
  }

  @Test
  void prefersTheTraceOfTheThreadToThatOfTheClient() throws Exception {
    Path file = directory.resolve("errors.json");
    String own = "0af7651916cd43dd8448eb211c80319c";
    ExceptionJournal writing =
        new ExceptionJournal(
            new JournalSettings(webApp(), () -> "host-1", log(file), false, () -> own),
            InstantSource.fixed(NOW),
            nanos::get,
            failures::add);
    journal = writing;

    writing.uncaught(uncaught(new IllegalStateException()));
    writing.close();

    assertThat(Files.readString(file, StandardCharsets.UTF_8)).contains(own).doesNotContain(TRACE);
  }

  @Test
  void startsItsThreadWithTheFirstExceptionAndLeavesNoneBehind() {
    ExceptionJournal writing = started((Path) null);
    assertThat(threads()).isZero();

    writing.uncaught(uncaught(new IllegalStateException()));
    assertThat(threads()).isOne();

    writing.close();
    writing.close();

    assertThat(threads()).isZero();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("servlet-exporter-journal /app"))
        .count();
  }

  private static ErrorLogSettings log(Path file) {
    return new ErrorLogSettings(file, 0, 1);
  }

  private ExceptionJournal started(@Nullable Path file) {
    return started(file == null ? null : log(file));
  }

  private ExceptionJournal started(@Nullable ErrorLogSettings errorLog) {
    ExceptionJournal started =
        new ExceptionJournal(
            new JournalSettings(webApp(), instance, errorLog, false, () -> null),
            InstantSource.fixed(NOW),
            nanos::get,
            failures::add,
            limits);
    journal = started;
    return started;
  }

  private static WebApp webApp() {
    return new WebApp("/app", ExceptionJournalTest.class.getClassLoader());
  }

  private static ExceptionRecord on(String route) {
    return new ExceptionRecord(
        NOW,
        CapturedException.of(new IllegalStateException()),
        new ExceptionRecord.Request("GET", route, 500),
        null);
  }

  private static UncaughtException uncaught(String message, String route) {
    return new UncaughtException(new IllegalStateException(message), "GET", route, 500, null);
  }

  private static UncaughtException uncaught(Throwable exception) {
    return new UncaughtException(
        exception, "GET", "/app/cart", 500, "00-" + TRACE + "-00f067aa0ba902b7-01");
  }

  private static double dropped(ExceptionJournal journal, String reason) {
    return ((CounterSnapshot) journal.collect().get(0))
        .getDataPoints().stream()
            .filter(point -> reason.equals(point.getLabels().get("reason")))
            .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
            .sum();
  }

  /** Exception whose methods throw. */
  private static final class Untold extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("not this one");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("nor this one");
    }

    @Override
    public synchronized Throwable getCause() {
      return this;
    }
  }

  /** Exception whose methods end in errors. */
  private static final class Endless extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }

    @Override
    public synchronized Throwable getCause() {
      throw new NoClassDefFoundError("of a class of the application");
    }
  }
}
