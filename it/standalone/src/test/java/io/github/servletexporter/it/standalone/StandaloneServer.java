package io.github.servletexporter.it.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A servlet container of its own, started from its distribution in a process of its own. */
interface StandaloneServer extends AutoCloseable {
  /** Address of a path below the server's root; the path starts without a slash. */
  URI uri(String path);

  /** Deploys and waits until the application serves; fails when it does not start. */
  void deploy(String context, Path war);

  /** Deploys and waits until the container has given the application up; fails when it starts. */
  void deployInVain(String context, Path war);

  /** Undeploys and waits until the container has let the application go. */
  void undeploy(String context);

  /** Replaces the running application the way this container is made for, and waits for it. */
  void redeploy(String context, Path war);

  /** What it said so far, on its console and in its log files. */
  List<String> log();

  /** The container's own record of requests, each with method and status. */
  List<LoggedRequest> accessLog();

  /** The process, to look into it. */
  Jvm jvm();

  @Override
  void close();
}
