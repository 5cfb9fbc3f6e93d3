package io.github.servletexporter.it.standalone;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Environment of a contract, implemented by the class that runs it. */
interface OnServer {
  /** Returns the running server that the contracts share; every test undeploys its applications. */
  StandaloneServer server();

  /**
   * Returns an application on that server with classes and the jar only, for tests that change
   * nothing.
   */
  Web plain();

  /** Starts another server of the same kind. */
  StandaloneServer start();

  /** Deploys, runs the test, undeploys. */
  default void with(String context, Path war, Consumer<Web> test) {
    server().deploy(context, war);
    try {
      test.accept(new Web(server(), context));
    } finally {
      server().undeploy(context);
    }
  }
}
