package io.github.servletexporter.it.app;

/** Threads that do not belong to the container. */
final class Background {
  private Background() {}

  /** Runs work once on a new thread; what it throws ends there, as in a careless application. */
  static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                // The container has been told by complete(); nobody else is to hear of it.
              }
            },
            "test-app-background");
    thread.setDaemon(true);
    thread.start();
  }

  /** Work that may fail. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }
}
