package io.github.servletexporter.it.standalone;

import java.nio.file.Path;
import java.util.function.Consumer;

/** What a contract needs of the class that runs it. */
interface OnServer {
  /** The running server that the contracts share; every test undeploys what it deployed. */
  StandaloneServer server();

  /**
   * An application on it that has nothing but classes and the jar; for tests that change nothing.
   */
  Web plain();

  /** Starts another one of the same kind. */
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
