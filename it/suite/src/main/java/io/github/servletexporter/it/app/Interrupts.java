package io.github.servletexporter.it.app;

import java.io.InterruptedIOException;

/**
 * Requests that are interrupted while they wait at a gate, and one that reports its interrupt
 * status.
 */
final class Interrupts {
  private Interrupts() {}

  static void register(Paths paths, Gates gates) {
    paths.add(
        "/interrupted",
        (request, response) ->
            PlainText.write(response, "interrupted: " + Thread.currentThread().isInterrupted()));
    paths.add(
        "/gate/interruptible",
        (request, response) -> {
          try {
            gates.await(request.getParameter("gate"));
            PlainText.write(response, "open");
          } catch (InterruptedIOException e) {
            PlainText.write(response, "interrupted at the gate");
          }
        });
    paths.add(
        "/gate/stubborn",
        (request, response) -> {
          gates.awaitStubbornly(request.getParameter("gate"));
          PlainText.write(response, "open");
        });
  }
}
