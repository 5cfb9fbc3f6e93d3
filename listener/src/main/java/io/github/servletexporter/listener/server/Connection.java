package io.github.servletexporter.listener.server;

import io.github.servletexporter.listener.endpoint.Peer;
import io.github.servletexporter.listener.endpoint.WaitingResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Connection to the metrics port. It holds a thread only while a request is answered, and each of
 * its states has one deadline, after which it is closed. For use by the selector thread only.
 */
final class Connection implements WaitingResponse {

  private static final int MOST_HEAD_BYTES = 16 * 1024;
  private static final int FIELDS_TOO_LARGE = 431;
  private static final byte[] NOTHING = {};

  private final Peer peer;
  private final Transport transport;
  private final SelectionKey key;
  private final Services services;
  private final ByteBuffer input = ByteBuffer.allocate(MOST_HEAD_BYTES);
  private State state = State.READING;
  private int scanned;
  private long sinceNanos;
  private long deadlineNanos;
  private @Nullable Job job;
  private @Nullable Response response;

  /**
   * Creates a connection that reads its first request.
   *
   * @param key registration of the channel with the selector
   */
  Connection(Peer peer, Transport transport, SelectionKey key, Services services, long nowNanos) {
    this.peer = peer;
    this.transport = transport;
    this.key = key;
    this.services = services;
    enter(State.READING, nowNanos, services.limits().read().toNanos());
  }

  private enum State {
    /** Waits for a request, or for the rest of it. */
    READING,
    /** Waits for a step of the TLS handshake, which takes a thread. */
    HANDSHAKING,
    /** Waits for the response, which takes a thread. */
    ANSWERING,
    /** Sends a response. */
    WRITING,
    /**
     * Has sent its last response or alert and waits for the client's end, so that no reset destroys
     * it.
     */
    DRAINING,
    CLOSED
  }

  /**
   * Services and limits that all connections of the port share.
   *
   * @param limits limits of the port
   * @param responders run the jobs
   * @param onDone receives each connection whose job is done, on any thread
   */
  record Services(ServerLimits limits, Responders responders, Consumer<Connection> onDone) {}

  /** Does all that is possible without waiting. */
  void advance(long nowNanos) {
    try {
      while (step(nowNanos)) {
        // The next state may have something to do at once.
      }
      if (isOpen()) {
        key.interestOps(interest());
      }
    } catch (SSLException refused) {
      end(nowNanos);
    } catch (IOException | RuntimeException broken) {
      close();
    }
  }

  /** Sends the reason why TLS has failed, and waits for the client's end as after a response. */
  private void end(long nowNanos) {
    response = null;
    try {
      transport.endOutput();
      enter(State.DRAINING, nowNanos, services.limits().linger().toNanos());
      key.interestOps(interest());
    } catch (IOException | RuntimeException broken) {
      close();
    }
  }

  /** Returns whether there may be more to do without waiting. */
  private boolean step(long nowNanos) throws IOException {
    return switch (state) {
      case READING -> read(nowNanos);
      case WRITING -> write(nowNanos);
      case DRAINING -> drain();
      case HANDSHAKING, ANSWERING, CLOSED -> false;
    };
  }

  private int interest() {
    return switch (state) {
      case READING -> transport.isBlockedOnWrite() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
      case WRITING -> SelectionKey.OP_WRITE;
      case DRAINING -> SelectionKey.OP_READ;
      case HANDSHAKING, ANSWERING, CLOSED -> 0;
    };
  }

  private boolean read(long nowNanos) throws IOException {
    int end = headEnd();
    if (end > 0) {
      begin(end, nowNanos);
      return true;
    }
    if (!input.hasRemaining()) {
      refuse(new InvalidRequestException(FIELDS_TOO_LARGE, "request head is too large"), nowNanos);
      return true;
    }
    int count = transport.read(input);
    Runnable task = transport.task();
    if (count < 0) {
      close();
    } else if (count > 0 && input.position() == count) {
      shorten(nowNanos, services.limits().read().toNanos());
    } else if (task != null) {
      state = State.HANDSHAKING;
      work(
          () -> {
            task.run();
            return null;
          });
    }
    return count > 0;
  }

  /** Returns the length of the head that has arrived, 0 if it is incomplete. */
  private int headEnd() {
    byte[] bytes = input.array();
    for (int i = Math.max(3, scanned); i < input.position(); i++) {
      if (bytes[i] == '\n'
          && bytes[i - 1] == '\r'
          && bytes[i - 2] == '\n'
          && bytes[i - 3] == '\r') {
        return i + 1;
      }
    }
    scanned = input.position();
    return 0;
  }

  /** Begins to answer the request whose head has arrived. */
  private void begin(int headLength, long nowNanos) {
    try {
      RequestHead head = RequestParser.parse(input.array(), headLength);
      input.flip().position(headLength);
      input.compact();
      scanned = 0;
      enter(State.ANSWERING, nowNanos, head.answerNanos());
      work(() -> services.responders().answer(head, peer));
    } catch (InvalidRequestException e) {
      refuse(e, nowNanos);
    }
  }

  private void refuse(InvalidRequestException reason, long nowNanos) {
    response = Response.refusal(reason);
    enter(State.WRITING, nowNanos, services.limits().read().toNanos());
  }

  private void work(Callable<@Nullable Response> work) {
    Job next = new Job(work, done -> services.onDone().accept(this));
    job = next;
    services.responders().execute(next);
  }

  /** Takes the result of the job and goes on. */
  void resume(long nowNanos) {
    if (isOpen() && job != null) {
      response = job.response();
      job = null;
      state = state == State.HANDSHAKING ? State.READING : State.WRITING;
      sinceNanos = nowNanos;
      advance(nowNanos);
    }
  }

  private boolean write(long nowNanos) throws IOException {
    Response present = response;
    if (present == null) {
      close();
      return false;
    }
    int left = present.body().remaining();
    boolean done = transport.write(present.head()) && transport.write(present.body());
    if (present.body().remaining() < left) {
      sinceNanos = nowNanos;
    }
    if (!done) {
      return false;
    }
    response = null;
    if (present.last()) {
      transport.endOutput();
      enter(State.DRAINING, nowNanos, services.limits().linger().toNanos());
    } else {
      enter(State.READING, nowNanos, services.limits().idle().toNanos());
    }
    return true;
  }

  /** Discards a buffer at a time, so that a client that sends for ever delays nobody. */
  private boolean drain() throws IOException {
    if (transport.discard(input)) {
      close();
    }
    return false;
  }

  private void enter(State next, long nowNanos, long nanos) {
    state = next;
    sinceNanos = nowNanos;
    deadlineNanos = nowNanos + nanos;
  }

  private void shorten(long nowNanos, long nanos) {
    if (deadlineNanos - nowNanos > nanos) {
      deadlineNanos = nowNanos + nanos;
    }
  }

  @Override
  public Peer peer() {
    return peer;
  }

  /** Returns the response that waits to be sent, which it occupies until the end. */
  @Override
  public byte[] waiting() {
    Response present = response;
    return present == null ? NOTHING : present.body().array();
  }

  boolean isOpen() {
    return state != State.CLOSED;
  }

  /** Returns the time of the last step towards a response, or of the state's beginning. */
  long sinceNanos() {
    return sinceNanos;
  }

  /** Returns the time that is left; 0 or less if it is over. */
  long nanosLeft(long nowNanos) {
    return deadlineNanos - nowNanos;
  }

  /**
   * Returns how much the client loses if the connection is closed.
   *
   * @param stalledNanos time after which a client counts as one that does not read
   */
  Value value(long nowNanos, long stalledNanos) {
    return switch (state) {
      case DRAINING, CLOSED -> Value.NONE;
      case READING, HANDSHAKING -> Value.NO_REQUEST;
      case ANSWERING -> Value.REQUEST;
      case WRITING -> nowNanos - sinceNanos < stalledNanos ? Value.REQUEST : Value.STALLED;
    };
  }

  /** Value of a connection to its client, the least first. */
  enum Value {
    NONE,
    NO_REQUEST,
    STALLED,
    REQUEST
  }

  /** Closes the connection and aborts its job. */
  void close() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    response = null;
    if (job != null) {
      job.abort();
    }
    transport.close();
  }
}
