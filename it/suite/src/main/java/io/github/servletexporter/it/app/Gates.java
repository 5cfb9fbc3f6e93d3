package io.github.servletexporter.it.app;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Requests that last until another request releases them: {@code GET /gate/open?gate=name}. */
final class Gates {
  private static final long MAX_WAIT_SECONDS = 20;

  private final ConcurrentMap<String, CountDownLatch> gates = new ConcurrentHashMap<>();

  private Gates() {}

  static void register(Paths paths) {
    Gates gates = new Gates();
    paths.add(
        "/gate/open", (request, response) -> gates.named(request.getParameter("gate")).countDown());
    paths.add(
        "/gate/wait",
        (request, response) -> {
          gates.await(request.getParameter("gate"));
          PlainText.write(response, "open");
        });
    Interrupts.register(paths, gates);
    paths.add("/sse", new ServerSentEvents(gates)::serve);
  }

  /** Waits until the gate is open, for at most {@value #MAX_WAIT_SECONDS} seconds. */
  void await(String name) throws IOException {
    try {
      if (!named(name).await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("timeout at the gate " + name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted at " + name).initCause(e);
    }
  }

  /** Waits in the same way and ignores every interrupt. */
  void awaitStubbornly(String name) throws IOException {
    for (boolean open = false; !open; ) {
      try {
        open = named(name).await(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        // The interrupt is swallowed on purpose.
      }
    }
  }

  private CountDownLatch named(String name) {
    return gates.computeIfAbsent(name, ignored -> new CountDownLatch(1));
  }
}
