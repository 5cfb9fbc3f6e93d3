package io.github.servletexporter.it.sharing;

import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.sharing.InstanceLoad.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Group of instances of one store under load, in which an instance is replaced by another one. */
public final class InstanceGroup implements AutoCloseable {

  private static final Duration PUBLISH_LIMIT = Duration.ofMinutes(2);

  /** Longest time from the collection of metrics to their publication. */
  private static final long SNAPSHOT_MILLIS = 1000;

  private final Path directory;
  private final List<String> settings;
  private final List<InstanceProcess> living = new CopyOnWriteArrayList<>();
  private final List<InstanceLoad> loads = new ArrayList<>();
  private final List<InstanceLoad> allLoads = new ArrayList<>();
  private final List<InstanceProcess> all = new ArrayList<>();
  private final List<Answer> perhapsLost = new ArrayList<>();
  private int kills;
  private int stops;

  private InstanceGroup(Path directory, List<String> settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /**
   * Starts instances and a load on each of them.
   *
   * @param directory directory for the output of the instances
   * @param settings settings without their prefix, as {@code key=value}
   */
  public static InstanceGroup start(int instances, Path directory, List<String> settings) {
    InstanceGroup group = new InstanceGroup(directory, settings);
    for (int i = 0; i < instances; i++) {
      group.add(i);
    }
    return group;
  }

  private void add(int place) {
    InstanceProcess next =
        InstanceProcess.start(directory.resolve("instance-" + all.size() + ".log"), settings);
    InstanceLoad load = InstanceLoad.on(next.port());
    all.add(next);
    living.add(place, next);
    loads.add(place, load);
    allLoads.add(load);
  }

  private void remove(int place) {
    living.remove(place);
    loads.remove(place);
  }

  /** Kills an instance that has published while it serves requests, and starts another one. */
  public void replaceByKilling(int place) {
    InstanceProcess victim = living.get(place);
    InstanceLoad load = loads.get(place);
    awaitPublished(victim, 0);
    long published = publishedMillis(victim);
    victim.kill();
    load.close();
    load.answers().stream()
        .filter(answer -> answer.atMillis() > published - SNAPSHOT_MILLIS)
        .forEach(perhapsLost::add);
    kills++;
    remove(place);
    add(place);
  }

  /** Ends the load on an instance, stops it, and starts another one, as a rolling restart does. */
  public void replaceByStopping(int place) {
    InstanceProcess leaving = living.get(place);
    loads.get(place).close();
    leaving.close();
    stops++;
    remove(place);
    add(place);
  }

  /** Ends the load and waits until every running instance has published. */
  public void quiesce() {
    loads.forEach(InstanceLoad::close);
    long now = System.currentTimeMillis();
    living.forEach(instance -> awaitPublished(instance, now + SNAPSHOT_MILLIS));
  }

  private static void awaitPublished(InstanceProcess instance, long afterMillis) {
    await("a publication")
        .atMost(PUBLISH_LIMIT)
        .until(() -> publishedMillis(instance), published -> published > afterMillis);
  }

  private static long publishedMillis(InstanceProcess instance) {
    try {
      return instance.publishedMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the running instances. */
  public List<InstanceProcess> living() {
    return living;
  }

  /** Returns all instances that were started. */
  public List<InstanceProcess> all() {
    return List.copyOf(all);
  }

  /** Returns the number of instances that were killed. */
  public int kills() {
    return kills;
  }

  /** Returns the number of instances that were stopped. */
  public int stops() {
    return stops;
  }

  /** Returns the number of answered requests for a path. */
  public long answered(String path) {
    return allLoads.stream().mapToLong(load -> count(load.answers(), path)).sum();
  }

  /** Returns the number of answered requests that killed instances may not have published. */
  public long perhapsLost(String path) {
    return count(perhapsLost, path);
  }

  /** Returns all answers. */
  public List<Answer> answers() {
    return allLoads.stream().flatMap(load -> load.answers().stream()).toList();
  }

  /**
   * Returns the number of requests without an answer: those in flight when an instance was killed.
   */
  public long failures() {
    return allLoads.stream().mapToLong(InstanceLoad::failures).sum();
  }

  private static long count(List<Answer> answers, String path) {
    return answers.stream().filter(answer -> answer.path().equals(path)).count();
  }

  @Override
  public void close() {
    loads.forEach(InstanceLoad::close);
    living.forEach(InstanceProcess::close);
  }
}
