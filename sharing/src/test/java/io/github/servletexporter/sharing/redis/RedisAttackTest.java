package io.github.servletexporter.sharing.redis;

import static io.github.servletexporter.sharing.store.SnapshotStoreContract.NONE;
import static io.github.servletexporter.sharing.store.SnapshotStoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.sharing.codec.Damage;
import io.github.servletexporter.sharing.merge.Deadline;
import io.github.servletexporter.sharing.store.SnapshotStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks of a server on the client of the store. */
@Timeout(60)
class RedisAttackTest {

  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final Duration ENOUGH_TO_CONNECT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  /**
   * With the heap of the tests, each of them would be an OutOfMemoryError or a StackOverflowError.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2000000000\r\n",
        "$99999999999\r\n",
        "*2000000000\r\n",
        "*40000\r\n*40000\r\n",
        "%1000000000\r\n",
        "~1000000000\r\n",
        ">1000000000\r\n",
        "=2000000000\r\n",
        // Parsers that end a line elsewhere would allocate the length that follows.
        "+\r\r\n$20\r\n$2000000000\r\n",
        "+\n$20\r\n$2000000000\r\n",
        "$-3\r\n$20\r\n$2000000000\r\n",
        "$2:\r\n$2000000000\r\n"
      })
  void allocatesNoReplyThatIsOnlyAnnounced(String reply) throws Exception {
    assertRefused(reply);
  }

  @Test
  void readsNoDeepOrLongReply() throws Exception {
    assertRefused("*1\r\n".repeat(100_000));
    assertRefused("+" + "x".repeat(20 << 20));
    assertRefused("*1\r\n$" + (12 << 20) + "\r\n" + "x".repeat(12 << 20) + "\r\n");
  }

  private static void assertRefused(String reply) throws IOException {
    try (HostileServer server = HostileServer.start(HostileServer.answering(reply));
        SnapshotStore store = store(server, LONG)) {
      assertThatThrownBy(store::keys)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(server.node() + ": ")
          .hasMessageFindingMatch("which is not from Redis|larger than expected");
      assertThatThrownBy(store::retained)
          .isInstanceOf(IOException.class)
          .hasMessageFindingMatch("which is not from Redis|larger than expected");
    }
  }

  /** Each byte arrives within the time limit of a wait. */
  @Test
  void endsAnOperationWhoseReplyDrips() throws Exception {
    try (HostileServer server = HostileServer.start(HostileServer.dripping());
        SnapshotStore store = store(server, MOMENT)) {
      assertThatThrownBy(store::keys)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("timed out");
      assertThat(server.seesAnEnd()).isTrue();
    }
  }

  @Test
  void endsAllOperationsOfAViewAtOneDeadline() throws Exception {
    try (HostileServer server = HostileServer.start(HostileServer.dripping());
        SnapshotStore store = store(server, LONG)) {
      SnapshotStore limited = store.until(Deadline.in(MOMENT.multipliedBy(3), Ticker.system()));

      assertThatThrownBy(limited::retained).hasMessageContaining("timed out");
      assertThat(server.seesAnEnd()).isTrue();
      assertThatThrownBy(limited::keys).hasMessageContaining("timed out");
    }
  }

  @Test
  void endsAWriteThatTheServerDoesNotRead() throws Exception {
    HostileServer.Attack stalled =
        (command, connection, out) -> {
          HostileServer.answering("").answer(command, connection, out);
          synchronized (out) {
            try {
              out.wait(20_000);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    try (HostileServer server = HostileServer.start(stalled);
        SnapshotStore store = store(server, ENOUGH_TO_CONNECT)) {
      assertThatThrownBy(() -> store.put("a", new byte[16 << 20]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("write timed out");
    }
  }

  @Test
  void takesNoGarbageForAnEmptyStore() throws Exception {
    try (HostileServer server = HostileServer.start(HostileServer.answering("+OK\r\n"));
        SnapshotStore store = store(server, LONG)) {
      assertThatThrownBy(store::retained).hasMessageStartingWith("unexpected reply");
      assertThatThrownBy(store::keys).hasMessageStartingWith("unexpected reply");
      assertThatThrownBy(() -> store.read(List.of("a"), ignoring()))
          .hasMessageStartingWith("unexpected reply");
      assertThatThrownBy(() -> store.put("a", bytes("1")))
          .hasMessageStartingWith("unexpected reply");
      assertThatThrownBy(() -> store.replaceRetained(NONE, bytes("1")))
          .hasMessageStartingWith("unexpected reply");
      assertThatThrownBy(() -> store.remove(List.of("a")))
          .hasMessageStartingWith("unexpected reply");
      assertThat(server.connections()).isEqualTo(6);
    }
  }

  /** On the same connection, each later command would get the reply to the one before. */
  @Test
  void usesNoConnectionAgainThatReturnedGarbage() throws Exception {
    HostileServer.Attack first =
        (command, connection, out) ->
            HostileServer.answering(connection == 1 ? "+OK\r\n" : "*0\r\n")
                .answer(command, connection, out);
    try (HostileServer server = HostileServer.start(first);
        SnapshotStore store = store(server, LONG)) {
      assertThatThrownBy(store::keys).hasMessageStartingWith("unexpected reply");

      assertThat(store.keys()).isEmpty();
      assertThat(store.keys()).isEmpty();
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void usesNoConnectionWithMoreRepliesThanCommands() throws Exception {
    try (HostileServer server = HostileServer.start(HostileServer.answering("*0\r\n*0\r\n"));
        SnapshotStore store = store(server, LONG)) {
      assertThatThrownBy(store::keys).hasMessageContaining("more replies than commands");
      assertThatThrownBy(store::keys).hasMessageContaining("more replies than commands");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void escapesAndCutsTheErrorsOfAServer() throws Exception {
    String error = "-ERR <b>\u001b[31m\t" + "x".repeat(100_000) + "\r\n";
    try (HostileServer server = HostileServer.start(HostileServer.answering(error));
        SnapshotStore store = store(server, LONG)) {
      assertThatThrownBy(store::keys)
          .satisfies(
              e -> assertThat(e.getMessage()).hasSizeLessThan(600).doesNotContain("\u001b", "\t"))
          .hasMessageContaining("ERR <b>\\u001b[31m\\u0009x");
    }
  }

  private static SnapshotStore.EntryVisitor ignoring() {
    return new SnapshotStore.EntryVisitor() {
      @Override
      public boolean entry(String key, byte[] entry) {
        return true;
      }

      @Override
      public void unreadable(String key, Damage damage) {}
    };
  }

  private static SnapshotStore store(HostileServer server, Duration timeout) {
    return new RedisSnapshotStore(
        new RedisConfig(
            new RedisLocation(RedisLocation.Kind.SINGLE, List.of(server.node()), "", false),
            0,
            null,
            null,
            "p",
            timeout),
        InstantSource.system());
  }
}
