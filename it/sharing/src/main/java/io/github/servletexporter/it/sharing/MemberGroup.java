package io.github.servletexporter.it.sharing;

import static org.awaitility.Awaitility.await;

import io.github.servletexporter.it.sharing.MemberLoad.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Members of one store under load, in places that are taken by one member after the other. */
public final class MemberGroup implements AutoCloseable {

  private static final Duration PUBLISH_LIMIT = Duration.ofMinutes(2);

  /** What is published was counted a moment before that. */
  private static final long SNAPSHOT_MILLIS = 1000;

  private final Path directory;
  private final List<String> settings;
  private final List<MemberProcess> living = new CopyOnWriteArrayList<>();
  private final List<MemberLoad> loads = new ArrayList<>();
  private final List<MemberLoad> allLoads = new ArrayList<>();
  private final List<MemberProcess> all = new ArrayList<>();
  private final List<Answer> perhapsLost = new ArrayList<>();
  private int kills;
  private int stops;

  private MemberGroup(Path directory, List<String> settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /**
   * Starts members, and load on each.
   *
   * @param directory for their output
   * @param settings keys of ours without their prefix, as {@code key=value}
   */
  public static MemberGroup start(int members, Path directory, List<String> settings) {
    MemberGroup group = new MemberGroup(directory, settings);
    for (int i = 0; i < members; i++) {
      group.add(i);
    }
    return group;
  }

  private void add(int place) {
    MemberProcess next =
        MemberProcess.start(directory.resolve("member-" + all.size() + ".log"), settings);
    MemberLoad load = MemberLoad.on(next.port());
    all.add(next);
    living.add(place, next);
    loads.add(place, load);
    allLoads.add(load);
  }

  private void remove(int place) {
    living.remove(place);
    loads.remove(place);
  }

  /** Kills a member that has published, in the midst of its requests, and starts another one. */
  public void replaceByKilling(int place) {
    MemberProcess victim = living.get(place);
    MemberLoad load = loads.get(place);
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

  /** Takes the load from a member, stops it, and starts another one: a rolling restart. */
  public void replaceByStopping(int place) {
    MemberProcess leaving = living.get(place);
    loads.get(place).close();
    leaving.close();
    stops++;
    remove(place);
    add(place);
  }

  /** Ends the load, and waits until all has been published that can be. */
  public void quiesce() {
    loads.forEach(MemberLoad::close);
    long now = System.currentTimeMillis();
    living.forEach(member -> awaitPublished(member, now + SNAPSHOT_MILLIS));
  }

  private static void awaitPublished(MemberProcess member, long afterMillis) {
    await("a publication")
        .atMost(PUBLISH_LIMIT)
        .until(() -> publishedMillis(member), published -> published > afterMillis);
  }

  private static long publishedMillis(MemberProcess member) {
    try {
      return member.publishedMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the members that run. */
  public List<MemberProcess> living() {
    return living;
  }

  /** Returns all that there ever was. */
  public List<MemberProcess> all() {
    return List.copyOf(all);
  }

  /** Returns how many were killed. */
  public int kills() {
    return kills;
  }

  /** Returns how many were stopped. */
  public int stops() {
    return stops;
  }

  /** Returns how many requests for a path were answered. */
  public long answered(String path) {
    return allLoads.stream().mapToLong(load -> count(load.answers(), path)).sum();
  }

  /** Returns how many of them members may not have published before they were killed. */
  public long perhapsLost(String path) {
    return count(perhapsLost, path);
  }

  /** Returns all answers. */
  public List<Answer> answers() {
    return allLoads.stream().flatMap(load -> load.answers().stream()).toList();
  }

  /** Returns how many requests were not answered: those in flight when a member was killed. */
  public long failures() {
    return allLoads.stream().mapToLong(MemberLoad::failures).sum();
  }

  private static long count(List<Answer> answers, String path) {
    return answers.stream().filter(answer -> answer.path().equals(path)).count();
  }

  @Override
  public void close() {
    loads.forEach(MemberLoad::close);
    living.forEach(MemberProcess::close);
  }
}
