package io.github.servletexporter.it.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Servlet container, started from its distribution in a separate process. */
interface StandaloneServer extends AutoCloseable {
  /** Returns the address of a path below the server's root; the path has no leading slash. */
  URI uri(String path);

  /** Deploys an application and waits until it serves; fails if it does not start. */
  void deploy(String context, Path war);

  /** Deploys an application and waits until the container has given it up; fails if it starts. */
  void deployInVain(String context, Path war);

  /** Undeploys an application and waits until the container has released it. */
  void undeploy(String context);

  /** Replaces a running application in the container's usual way, and waits for the new one. */
  void redeploy(String context, Path war);

  /** Returns the output so far, of the console and the log files. */
  List<String> log();

  /** Returns the container's own access log. */
  List<LoggedRequest> accessLog();

  /** Returns the lines of the access log of a server that logs as the documentation describes. */
  List<String> detailedAccessLog();

  /** Returns the process for inspection. */
  Jvm jvm();

  /** Waits until the process has ended by itself, and returns its exit status. */
  int awaitExit();

  @Override
  void close();
}
