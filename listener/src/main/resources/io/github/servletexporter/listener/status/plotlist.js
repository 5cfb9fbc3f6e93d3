// The plots and their lines. least: minimum of the top of the scale; whole: scale of whole numbers;
// color: name in the style sheet; dash: distinguishes lines without relying on colour; rare: not drawn
// at 0.
import * as format from "./format.js";

export const PLOTS = [
  {
    id: "requests", title: "Requests", text: format.rate, least: 1,
    lines: [{ column: "requestsPerSecond", label: "requests", color: "accent", fill: true }],
  },
  {
    id: "errors", title: "Errors", text: format.rate, least: 0.2,
    lines: [
      { column: "errorsPerSecond", label: "5xx", color: "danger", fill: true },
      { column: "exceptionsPerSecond", label: "exceptions", color: "warn", dash: [6, 3] },
      { column: "clientAbortsPerSecond", label: "client aborts", color: "quiet" },
      { column: "framingRefusalsPerSecond", label: "framing refused", color: "accent", dash: [2, 3] },
    ],
  },
  {
    id: "latency", title: "Latency", text: format.seconds, least: 0.005,
    lines: [
      { column: "p50Seconds", label: "p50", color: "accent-faint" },
      { column: "p90Seconds", label: "p90", color: "accent-soft", dash: [6, 3] },
      { column: "p99Seconds", label: "p99", color: "accent" },
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
    id: "pool", title: "Pool threads", text: format.count, least: 4, whole: true,
    lines: [
      { column: "threadsBusy", label: "busy", color: "accent", fill: true },
      { column: "threadsIdle", label: "idle", color: "quiet" },
      { column: "threadsMax", label: "max", color: "quiet", dash: [2, 3] },
    ],
  },
  {
    id: "waiting", title: "In flight and queued", text: format.count, least: 4, whole: true,
    lines: [
      { column: "activeRequests", label: "in flight", color: "accent", fill: true },
      { column: "queuedTasks", label: "queued", color: "danger", dash: [6, 3], rare: true },
    ],
  },
];
