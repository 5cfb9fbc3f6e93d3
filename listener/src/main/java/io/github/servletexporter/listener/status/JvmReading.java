package io.github.servletexporter.listener.status;

/**
 * Reading of the memory, garbage collectors, processors, threads and files of this process. NaN if
 * a number is unknown.
 *
 * @param nanos time of the reading
 * @param heapUsedBytes used heap
 * @param heapCommittedBytes heap that the operating system has provided
 * @param heapMaxBytes largest size of the heap
 * @param gcPauseSeconds time for which collectors have stopped the application, since the start
 * @param cpuSeconds processor time of the process, since its start
 * @param processors number of processors that the process may use
 * @param machineLoad busy share of the processors of the machine or its container, from 0 to 1
 * @param threadsRunnable threads that run or wait for a processor or for I/O
 * @param threadsBlocked threads that wait for a monitor
 * @param threadsWaiting threads that wait for another thread or for a time
 * @param descriptors open file descriptors
 * @param descriptorsMax largest number of file descriptors
 */
public record JvmReading(
    long nanos,
    double heapUsedBytes,
    double heapCommittedBytes,
    double heapMaxBytes,
    double gcPauseSeconds,
    double cpuSeconds,
    double processors,
    double machineLoad,
    double threadsRunnable,
    double threadsBlocked,
    double threadsWaiting,
    double descriptors,
    double descriptorsMax) {}
