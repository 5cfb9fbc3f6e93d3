package io.github.servletexporter.it.app;

/** Threads that do not belong to the container. */
final class Background {
  private Background() {}

  /** Runs work once on a new thread and swallows its exceptions, as a careless application does. */
  static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                // The container learns of it through complete().
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
