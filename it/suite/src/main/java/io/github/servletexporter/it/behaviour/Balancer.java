package io.github.servletexporter.it.behaviour;

import io.github.servletexporter.it.client.WireResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Load balancer that sends requests for as long as the application says that it is ready. */
final class Balancer implements AutoCloseable {
  private static final int CLIENTS = 4;

  private final Deployment deployment;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean ready = true;

  private Balancer(Deployment deployment) {
    this.deployment = deployment;
  }

  static Balancer before(Deployment deployment) {
    Balancer balancer = new Balancer(deployment);
    balancer.start(balancer::check);
    for (int i = 0; i < CLIENTS; i++) {
      balancer.start(balancer::send);
    }
    return balancer;
  }

  private void start(Runnable loop) {
    Thread thread = new Thread(loop, "balancer");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void check() {
    while (ready) {
      try {
        ready = deployment.get("/-/ready").status() == 200;
      } catch (IOException e) {
        failures.add(e.toString());
        ready = false;
      }
    }
  }

  private void send() {
    while (ready) {
      try {
        WireResponse response = deployment.get("/ok");
        if (response.status() != 200) {
          failures.add(response.toString());
        }
        answers.incrementAndGet();
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
  }

  void awaitAnswers() {
    Patience.await("the balancer has answers").until(() -> answers.get() > CLIENTS);
  }

  void awaitNotReady() {
    Patience.await("the balancer has noticed").until(() -> !ready);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Ends the load after the requests in flight. */
  @Override
  public void close() {
    ready = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
