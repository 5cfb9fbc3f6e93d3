package io.github.servletexporter.container.worker;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Number of requests that a worker may still serve. Only that worker writes it.
 *
 * <p>The unused fields keep 128 bytes between two budgets. Budgets are long-lived, so that the
 * garbage collector places them next to each other, and each is written at the end of every
 * request.
 */
final class Budget extends AtomicLong {

  private static final long serialVersionUID = 1L;

  long spare01;
  long spare02;
  long spare03;
  long spare04;
  long spare05;
  long spare06;
  long spare07;
  long spare08;
  long spare09;
  long spare10;
  long spare11;
  long spare12;
  long spare13;
  long spare14;
  long spare15;

  Budget(long requests) {
    super(requests);
  }
}
