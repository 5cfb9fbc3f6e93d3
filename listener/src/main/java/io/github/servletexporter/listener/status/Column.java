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
  ACTIVE_REQUESTS("activeRequests"),
  CLIENT_ERRORS("clientErrorsPerSecond"),
  HEAP_USED("heapUsedBytes"),
  HEAP_COMMITTED("heapCommittedBytes"),
  HEAP_MAX("heapMaxBytes"),
  GC_SHARE("gcPauseShare"),
  CPU_PROCESS("cpuProcessShare"),
  CPU_MACHINE("cpuMachineShare"),
  JVM_RUNNABLE("jvmThreadsRunnable"),
  JVM_BLOCKED("jvmThreadsBlocked"),
  JVM_WAITING("jvmThreadsWaiting"),
  DESCRIPTORS("descriptors");

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
