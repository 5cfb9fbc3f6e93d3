package io.github.servletexporter.listener.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletexporter.base.SlowClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static final int SIZE = 100_000;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Peer ONE = Peer.of("192.0.2.1");
  private static final Peer OTHER = Peer.of("192.0.2.2");

  private final AtomicLong nanos = new AtomicLong();
  private final Outbox outbox = new Outbox(2 * SIZE, nanos::get);

  @Test
  void sendsABody() throws IOException {
    byte[] bytes = new byte[SIZE];
    bytes[SIZE - 1] = 1;
    ByteArrayOutputStream client = new ByteArrayOutputStream();

    outbox.send(ONE, SECOND, new Body(bytes), client);

    assertThat(client.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void endsAResponseThatItsClientReadsTooSlowly() {
    OutputStream slow =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int offset, int length) {
            nanos.addAndGet(SECOND);
            super.write(bytes, offset, length);
          }
        };

    assertThatThrownBy(() -> outbox.send(ONE, SECOND, new Body(new byte[SIZE]), slow))
        .isInstanceOf(SlowClientException.class);
  }

  @Test
  void takesTheBytesOfTheOldestResponseOfTheClientWithTheMost() throws Exception {
    StalledClient oldest = new StalledClient(OTHER);
    StalledClient first = new StalledClient(ONE);
    StalledClient second = new StalledClient(ONE);

    assertThat(first.body.present()).isEmpty();
    assertThat(oldest.body.present()).hasSize(SIZE);
    assertThat(second.body.present()).hasSize(SIZE);
    second.resume();
    oldest.resume();
    assertThatThrownBy(first::resume).hasRootCauseInstanceOf(SlowClientException.class);
  }

  @Test
  void countsTheBytesOfSharedResponsesOnce() throws Exception {
    byte[] shared = new byte[SIZE];
    StalledClient[] clients = new StalledClient[5];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = new StalledClient(ONE, shared);
    }

    for (StalledClient each : clients) {
      each.resume();
    }
  }

  /** Client that does not read its response until it resumes. */
  private final class StalledClient extends OutputStream {

    private final Body body;
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch resumed = new CountDownLatch(1);
    private final CompletableFuture<Void> sent;

    StalledClient(Peer peer) throws InterruptedException {
      this(peer, new byte[SIZE]);
    }

    StalledClient(Peer peer, byte[] bytes) throws InterruptedException {
      body = new Body(bytes);
      sent =
          CompletableFuture.runAsync(
              () -> {
                try {
                  outbox.send(peer, SECOND, body, this);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              },
              task -> new Thread(task).start());
      stalled.await();
    }

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      stalled.countDown();
      try {
        resumed.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    void resume() throws Exception {
      resumed.countDown();
      sent.get();
    }
  }
}
