// The plots and their lines. least: minimum of the top of the scale; whole: scale of whole numbers;
// color: name in the style sheet; dash: distinguishes lines without relying on colour; rare: not drawn
// at 0; inLegendOnly: not drawn, since it would flatten the others; byRoute: also shows a single route, with those lines that exist for it.
import * as format from "./format.js";

export const PLOTS = [
  {
    id: "requests", title: "Requests", text: format.rate, least: 1, byRoute: true,
    lines: [{ column: "requestsPerSecond", label: "requests", color: "accent", fill: true }],
  },
  {
    id: "errors", title: "Errors", text: format.rate, least: 0.2, byRoute: true,
    lines: [
      { column: "errorsPerSecond", label: "5xx", color: "danger", fill: true },
      { column: "exceptionsPerSecond", label: "exceptions", color: "warn", dash: [6, 3] },
    ],
  },
  {
    id: "latency", title: "Latency", text: format.seconds, least: 0.005, byRoute: true,
    lines: [
      { column: "p50Seconds", label: "p50", color: "accent-faint" },
      { column: "p90Seconds", label: "p90", color: "accent-soft", dash: [6, 3] },
      { column: "p99Seconds", label: "p99", color: "accent" },
      { column: "meanSeconds", label: "mean", color: "accent" },
    ],
  },
  {
    id: "waiting", title: "In flight and queued", text: format.count, least: 4, whole: true,
    lines: [
      { column: "activeRequests", label: "in flight", color: "accent", fill: true },
      { column: "queuedTasks", label: "queued", color: "danger", dash: [6, 3], rare: true },
    ],
  },
  {
    id: "pool", title: "Pool threads", text: format.count, least: 4, whole: true,
    lines: [
      { column: "threadsBusy", label: "busy", color: "accent", fill: true },
      { column: "threadsIdle", label: "idle", color: "quiet" },
      { column: "threadsMax", label: "max", color: "quiet", dash: [2, 3] },
    ],
  },
  {
    id: "worker-states", title: "Workers", text: format.count, least: 4, whole: true,
    lines: [
      { column: "workersBusy", label: "busy", color: "accent", fill: true },
      { column: "workersIdle", label: "idle", color: "quiet" },
      { column: "workersRetiring", label: "retiring", color: "warn", dash: [6, 3], rare: true },
      { column: "workersStuck", label: "stuck", color: "danger", rare: true },
    ],
  },
  {
    id: "clients", title: "Client errors and refusals", text: format.rate, least: 0.2, byRoute: true,
    lines: [
      { column: "clientErrorsPerSecond", label: "4xx", color: "quiet", fill: true },
      { column: "clientAbortsPerSecond", label: "aborts", color: "accent-soft", dash: [6, 3] },
      { column: "framingRefusalsPerSecond", label: "framing refused", color: "accent", dash: [2, 3] },
    ],
  },
  {
    id: "heap", title: "Heap", text: format.bytes, least: 1 << 20, binary: true,
    lines: [
      { column: "heapUsedBytes", label: "used", color: "accent", fill: true },
      { column: "heapCommittedBytes", label: "committed", color: "quiet" },
      { column: "heapMaxBytes", label: "max", color: "quiet", inLegendOnly: true },
    ],
  },
  {
    id: "gc", title: "Garbage collection", text: format.percent, least: 0.01,
    lines: [{ column: "gcPauseShare", label: "time in pauses", color: "accent", fill: true }],
  },
  {
    id: "cpu", title: "Processors", text: format.percent, least: 0.1,
    lines: [
      { column: "cpuProcessShare", label: "this process", color: "accent", fill: true },
      { column: "cpuMachineShare", label: "machine", color: "quiet", dash: [6, 3] },
    ],
  },
  {
    id: "jvm-threads", title: "Threads of the JVM", text: format.count, least: 4, whole: true,
    lines: [
      { column: "jvmThreadsRunnable", label: "runnable", color: "accent" },
      { column: "jvmThreadsWaiting", label: "waiting", color: "quiet" },
      { column: "jvmThreadsBlocked", label: "blocked", color: "danger", dash: [6, 3] },
    ],
  },
  {
    id: "files", title: "Open files and sockets", text: format.count, least: 10, whole: true,
    lines: [{ column: "descriptors", label: "descriptors", color: "accent", fill: true }],
  },
];
