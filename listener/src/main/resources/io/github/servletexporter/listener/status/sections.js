// The tables: their columns, and their texts when they are empty.
import * as format from "./format.js";
import { Table } from "./table.js";

const text = (label, field, more = {}) => ({
  label,
  value: (row) => row[field],
  text: (row) => row[field],
  ...more,
});

const number = (label, field, show, unit, more = {}) => ({
  label,
  numeric: true,
  value: (row) => row[field],
  text: (row) => show(row[field]),
  title: (row) => format.exact(row[field], unit),
  ...more,
});

const PREFIX = "servlet-exporter.";
const WIDE_CHARS = 60;
const NARROW_CHARS = 30;
const narrow = matchMedia("(max-width: 40rem)");
const code = () => "code";
const routeOf = (row) => `${row.method} ${row.route || "(no route)"}`;
const cut = (text) => format.middle(text, narrow.matches ? NARROW_CHARS : WIDE_CHARS);
const byRoute = (row) => `${row.route} ${row.method}`;
const badIfMany = (row) => (row.errors > row.requests * 0.01 ? "bad" : "");
const isDefault = (row) => row.source === "default";
const ifDefault = (row) => (isDefault(row) ? "usual" : "");
const stateName = (row) => `state-of-worker is-${row.state}`;

const stackOf = (on) => ({
  label: "Stack",
  text: (row) => (row.stacks && row.threadId !== null && row.state !== "idle" ? "Stack" : ""),
  press: (row) => on.stack(row),
});

const tables = (on) => ({
  inFlight: {
    caption: "Requests in flight",
    noun: "requests",
    cut: "in flight for the longest time",
    empty: "No requests in flight.",
    key: (row) => `${row.threadId} ${row.method} ${row.route} ${Math.round((row.now - row.runningSeconds * 1000) / 1000)}`,
    sort: 1,
    falling: true,
    columns: [
      { label: "Route", value: byRoute, exported: routeOf, text: (row) => cut(routeOf(row)), title: routeOf, name: code },
      number("Running for", "runningSeconds", format.seconds, "seconds", { name: (row) => (row.state === "stuck" ? "bad" : "") }),
      text("State", "state", { name: stateName }),
      text("Worker", "worker", { name: code, title: (row) => row.thread || "on no thread" }),
      text("Pool", "pool", { name: code }),
      stackOf(on),
    ],
  },
  slowest: {
    caption: "Slowest requests of the last hour",
    noun: "requests",
    empty: "No request has taken a second.",
    key: (row) => `${row.method} ${row.route} ${row.end} ${row.seconds}`,
    sort: 1,
    falling: true,
    columns: [
      { label: "Route", value: byRoute, exported: routeOf, text: (row) => cut(routeOf(row)), title: routeOf, name: code },
      number("Duration", "seconds", format.seconds, "seconds"),
      text("Status", "status", { name: (row) => (row.status >= 500 ? "bad" : "") }),
      {
        label: "Ended",
        numeric: true,
        value: (row) => row.end,
        text: (row) => format.ago(row.end, row.now),
        title: (row) => format.dateAndTime(row.end),
      },
      text("Trace", "traceId", { name: code, text: (row) => format.middle(row.traceId, NARROW_CHARS), title: (row) => row.traceId }),
    ],
  },
  routes: {
    caption: "Routes",
    noun: "routes",
    cut: "with the most requests",
    empty: "No requests yet.",
    key: byRoute,
    sort: 2,
    falling: true,
    columns: [
      {
        label: "Route", value: byRoute, exported: routeOf, text: (row) => cut(routeOf(row)), title: routeOf,
        name: (row) => `code${on.isChosen(row) ? " chosen" : ""}`, press: (row) => on.route(row),
      },
      { label: "Last hour", spark: (row) => row.requestsByMinute, sparkTitle: (row) => `Requests by minute, at most ${Math.max(0, ...row.requestsByMinute)}` },
      number("Requests", "requests", format.count, "requests"),
      number("Rate", "requestsPerSecond", format.rate, "requests per second in the last minute"),
      number("Time", "timeShare", format.percent, "of the time of all requests", { help: "Share of the time of all requests" }),
      number("4xx", "clientErrors", format.count, "responses with 4xx"),
      number("5xx", "errors", format.count, "responses with 5xx", { name: badIfMany }),
      number("Mean", "meanSeconds", format.seconds, "seconds"),
      number("p50", "p50Seconds", format.seconds, "seconds"),
      number("p90", "p90Seconds", format.seconds, "seconds"),
      number("p99", "p99Seconds", format.seconds, "seconds"),
      number("Max", "maxSeconds", format.seconds, "seconds", {
        help: "From the highest bucket with a request",
        text: (row) => {
          const sign = row.largest === null || row.maxSeconds === null ? "" : row.maxSeconds >= row.largest ? "≥ " : "≤ ";
          return sign + format.seconds(row.maxSeconds);
        },
      }),
    ],
  },
  pools: {
    caption: "Pools of the container",
    noun: "pools",
    empty: "The pools of the container are not known.",
    key: (row) => row.pool,
    columns: [
      text("Pool", "pool", { name: code }),
      number("Threads busy", "threadsBusy", format.count, "threads"),
      number("Idle", "threadsIdle", format.count, "threads"),
      number("Max", "threadsMax", format.count, "threads"),
      number("Queued", "queuedTasks", format.count, "tasks"),
      number("Stuck (total)", "stuckRequests", format.count, "requests"),
      number("Recycled after", "requestLimit", (value) => (value === 0 ? "never" : format.count(value)), "requests"),
    ],
  },
  workers: {
    caption: "Workers",
    noun: "workers",
    empty: "No worker has served a request yet.",
    key: (row) => `${row.pool} ${row.worker}`,
    sort: 0,
    columns: [
      text("Worker", "worker", { name: code, title: (row) => `${row.thread}, pool ${row.pool}` }),
      text("State", "state", { name: stateName }),
      text("Current route", "route", { name: code, text: (row) => cut(row.route), title: (row) => row.route }),
      number("Running for", "runningSeconds", format.seconds, "seconds"),
      number("Thread age", "ageSeconds", format.seconds, "seconds", { help: "Since the first request of the present thread" }),
      number("Its requests", "requestsOfThread", format.count, "requests", { help: "Requests of the present thread" }),
      number("Slot: requests", "requests", format.count, "requests", { help: "Requests of all threads that have had this slot" }),
      number("CPU", "cpuSeconds", format.seconds, "seconds of processor time", { help: "Processor time of all threads that have had this slot" }),
      number("Allocated", "allocatedBytes", format.bytes, "bytes", { help: "Memory that all threads of this slot have allocated" }),
      stackOf(on),
    ],
  },
  framing: {
    caption: "Requests with ambiguous framing, by rule",
    noun: "rules",
    empty: "No requests with ambiguous framing.",
    key: (row) => `${row.violation} ${row.action}`,
    columns: [
      text("Rule", "violation", { name: () => "code wrap" }),
      text("Action", "action"),
      number("Requests", "count", format.count, "requests"),
    ],
  },
  recycles: {
    caption: "Recycled workers, by reason",
    noun: "reasons",
    empty: "No recycled workers.",
    key: (row) => `${row.pool} ${row.reason}`,
    columns: [
      text("Reason", "reason", { name: code }),
      text("Pool", "pool", { name: code }),
      number("Workers", "count", format.count, "workers"),
    ],
  },
  bootFailures: {
    caption: "Parts of the application that failed to start",
    noun: "stages",
    empty: "No startup failures.",
    key: (row) => row.stage,
    columns: [
      text("Stage", "stage", { name: code }),
      number("Failures", "count", format.count, "failures"),
    ],
  },
  instances: {
    caption: "Instances in the shared store",
    noun: "instances",
    empty: "No shared store is configured.",
    key: (row) => row.instance,
    sort: 0,
    columns: [
      text("Instance", "instance", { name: code }),
      text("State", "state", { name: (row) => `state-of-worker is-${row.state === "live" ? "busy" : "gone"}` }),
      text("Container", "container"),
      text("servlet-exporter", "moduleVersion"),
      text("Java", "javaVersion"),
      {
        label: "Last seen",
        numeric: true,
        value: (row) => row.lastSeen,
        text: (row) => format.ago(row.lastSeen, row.now),
        title: (row) => format.dateAndTime(row.lastSeen),
      },
    ],
  },
  settings: {
    caption: "Effective configuration with the source of each value",
    noun: "settings",
    foldedNoun: "defaults",
    folded: isDefault,
    empty: "No settings.",
    key: (row) => row.key,
    columns: [
      text("Key", "key", { name: code, text: (row) => row.key.replace(PREFIX, ""), title: (row) => row.key }),
      text("Value", "value", { text: (row) => row.value || "–", name: (row) => `code wide ${ifDefault(row)}` }),
      text("Source", "source", { name: ifDefault }),
    ],
  },
});

export class Sections {
  #tables = [];

  /** on.stack(row): shows the stack of a worker; on.route(row): limits the plots to a route. */
  constructor(on) {
    for (const host of document.querySelectorAll("[data-table]")) {
      const name = host.dataset.table;
      const bar = document.querySelector(`[data-bar=${name}]`) ?? host;
      this.#tables.push([name, new Table(name, host, bar, tables(on)[name])]);
    }
  }

  update(data) {
    for (const [name, table] of this.#tables) {
      const part = data[name];
      const extra = { now: data.time, stacks: data.stacks, largest: data.totals.largestBoundSeconds };
      table.update({ ...part, rows: part.rows.map((row) => ({ ...row, ...extra })) });
    }
  }
}
