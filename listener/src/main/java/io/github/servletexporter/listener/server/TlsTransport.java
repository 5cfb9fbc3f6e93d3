package io.github.servletexporter.listener.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Transport with TLS. Its handshake is part of the first read; the expensive steps of it are tasks.
 */
final class TlsTransport implements Transport {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /**
   * Limit on the records of a connection that contain no byte of a request, such as alerts. A
   * client sends about ten in its handshake; with an endless number it would occupy the thread of
   * all connections.
   */
  private static final int MOST_EMPTY_RECORDS = 100;

  private final SocketChannel channel;
  private final SSLEngine engine;

  /** Encrypted bytes that have arrived, to be read after a flip. */
  private final ByteBuffer received;

  /** Decrypted bytes, to be read after a flip. */
  private final ByteBuffer decrypted;

  /** Encrypted bytes that wait to be sent, to be read as it is. */
  private final ByteBuffer sending;

  private int emptyRecords;

  TlsTransport(SocketChannel channel, SSLEngine engine) {
    this.channel = channel;
    this.engine = engine;
    int packet = engine.getSession().getPacketBufferSize();
    this.received = ByteBuffer.allocate(packet);
    this.sending = ByteBuffer.allocate(packet).limit(0);
    this.decrypted = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    while (decrypted.position() == 0) {
      if (!flush() || task() != null) {
        return 0;
      }
      int progress = status() == HandshakeStatus.NEED_WRAP ? wrap(NOTHING) : unwrap();
      if (progress <= 0) {
        return progress;
      }
    }
    decrypted.flip();
    int count = Math.min(decrypted.remaining(), target.remaining());
    target.put(decrypted.slice().limit(count));
    decrypted.position(decrypted.position() + count).compact();
    return count;
  }

  private HandshakeStatus status() {
    return engine.getHandshakeStatus();
  }

  /** Returns 1 if there may be more to do, 0 if bytes are missing, -1 at the end. */
  private int unwrap() throws IOException {
    received.flip();
    SSLEngineResult result;
    try {
      result = engine.unwrap(received, decrypted);
    } finally {
      received.compact();
    }
    return switch (result.getStatus()) {
      case OK -> {
        count(result);
        yield 1;
      }
      case CLOSED -> -1;
      case BUFFER_UNDERFLOW -> receive();
      case BUFFER_OVERFLOW -> throw new SSLException("record is too large");
    };
  }

  private void count(SSLEngineResult result) throws SSLException {
    if (result.bytesProduced() == 0 && ++emptyRecords > MOST_EMPTY_RECORDS) {
      throw new SSLException("too many records without content");
    }
  }

  private int receive() throws IOException {
    if (!received.hasRemaining()) {
      throw new SSLException("record is too large");
    }
    return Integer.signum(channel.read(received));
  }

  /** Encrypts a record and sends it if the socket takes it; returns 1, or -1 at the end. */
  private int wrap(ByteBuffer source) throws IOException {
    sending.clear();
    SSLEngineResult result;
    try {
      result = engine.wrap(source, sending);
    } finally {
      sending.flip();
    }
    if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
      // The peer has begun a new handshake, which TLS 1.3 has abolished, or has ended.
      throw new SSLException("connection is not ready to send");
    }
    flush();
    return result.getStatus() == SSLEngineResult.Status.CLOSED ? -1 : 1;
  }

  private boolean flush() throws IOException {
    return PlainTransport.writeAll(channel, sending);
  }

  @Override
  public boolean write(ByteBuffer source) throws IOException {
    while (flush()) {
      if (!source.hasRemaining()) {
        return true;
      }
      wrap(source);
    }
    return false;
  }

  /** Returns all tasks of the handshake as one, or null if there is none. */
  @Override
  public @Nullable Runnable task() {
    return status() == HandshakeStatus.NEED_TASK ? this::runTasks : null;
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  @Override
  public boolean isBlockedOnWrite() {
    return sending.hasRemaining();
  }

  @Override
  public void endOutput() throws IOException {
    sendAlert();
    channel.shutdownOutput();
  }

  /**
   * Sends the last record, such as the reason why a handshake has failed, if the socket takes it.
   */
  private void sendAlert() throws IOException {
    engine.closeOutbound();
    if (flush() && status() == HandshakeStatus.NEED_WRAP) {
      wrap(NOTHING);
    }
  }

  @Override
  public boolean discard(ByteBuffer scratch) throws IOException {
    return PlainTransport.discard(channel, scratch);
  }

  @Override
  public void close() {
    try {
      if (task() == null) {
        sendAlert();
      }
    } catch (IOException | RuntimeException gone) {
      // The client learns of the end without the alert.
    } finally {
      PlainTransport.close(channel);
    }
  }
}
