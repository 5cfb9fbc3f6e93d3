package io.github.servletexporter.it.app;

import jakarta.servlet.AsyncContext;

/** What an application does with an asynchronous request at some event. */
@FunctionalInterface
interface AsyncStep {
  void take(AsyncContext async);
}
