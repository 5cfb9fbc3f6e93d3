package io.github.servletexporter.it.app;

import jakarta.servlet.AsyncContext;

/** Step of an application in an asynchronous request. */
@FunctionalInterface
interface AsyncStep {
  void take(AsyncContext async);
}
