package io.github.servletexporter.listener.status;

/** Column of the history: a value of each sample. */
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

  /** Returns the index of the column in a row. */
  @SuppressWarnings("EnumOrdinal") // the index is used only within one process
  int place() {
    return ordinal();
  }

  /** Returns the name of the field in JSON. */
  String field() {
    return field;
  }
}
