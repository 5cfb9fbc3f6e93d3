package io.github.servletexporter.listener.status;

/** What the ring keeps of each sample. */
enum Column {
  REQUESTS("requestsPerSecond"),
  ERRORS("errorsPerSecond"),
  EXCEPTIONS("exceptionsPerSecond"),
  CLIENT_ABORTS("clientAbortsPerSecond"),
  FRAMING_REFUSALS("framingRefusalsPerSecond"),
  P50("p50Seconds"),
  P90("p90Seconds"),
  P99("p99Seconds"),
  WORKERS_BUSY("workersBusy"),
  WORKERS_IDLE("workersIdle"),
  WORKERS_RETIRING("workersRetiring"),
  WORKERS_STUCK("workersStuck"),
  THREADS_BUSY("threadsBusy"),
  THREADS_IDLE("threadsIdle"),
  THREADS_MAX("threadsMax"),
  QUEUED_TASKS("queuedTasks"),
  ACTIVE_REQUESTS("activeRequests");

  private final String field;

  Column(String field) {
    this.field = field;
  }

  /** Returns its place in a row. */
  @SuppressWarnings("EnumOrdinal") // the number is kept nowhere but in the memory of one process
  int place() {
    return ordinal();
  }

  /** Returns the name in the JSON. */
  String field() {
    return field;
  }
}
