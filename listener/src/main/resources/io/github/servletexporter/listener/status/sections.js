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
const code = () => "code";
const routeOf = (row) => `${row.method} ${row.route || "(no route)"}`;
const byRoute = (row) => `${row.route} ${row.method}`;
const badIfMany = (row) => (row.errors > row.requests * 0.01 ? "bad" : "");

const ifDefault = (row) => (row.source === "default" ? "usual" : "");

const TABLES = {
  routes: {
    caption: "Routes",
    noun: "routes",
    cut: "with the most requests",
    empty: "No requests yet.",
    key: byRoute,
    sort: 1,
    falling: true,
    columns: [
      { label: "Route", value: byRoute, text: routeOf, title: routeOf, name: code },
      number("Requests", "requests", format.count, "requests"),
      number("Rate", "requestsPerSecond", format.rate, "requests per second in the last minute"),
      number("5xx", "errors", format.count, "responses with 5xx", { name: badIfMany }),
      number("Mean", "meanSeconds", format.seconds, "seconds"),
      number("p50", "p50Seconds", format.seconds, "seconds"),
      number("p90", "p90Seconds", format.seconds, "seconds"),
      number("p99", "p99Seconds", format.seconds, "seconds"),
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
      text("Worker", "worker", { name: code, title: (row) => `pool ${row.pool}` }),
      text("State", "state", { name: (row) => `state-of-worker is-${row.state}` }),
      number("Requests", "requests", format.count, "requests"),
      number("Age", "ageSeconds", format.seconds, "seconds"),
      number("CPU", "cpuSeconds", format.seconds, "seconds of processor time"),
      number("Allocated", "allocatedBytes", format.bytes, "bytes"),
      text("Current route", "route", { name: code, title: (row) => row.route }),
      number("Running for", "runningSeconds", format.seconds, "seconds"),
    ],
  },
  framing: {
    caption: "Requests with ambiguous framing, by rule",
    noun: "rules",
    empty: "No requests with ambiguous framing.",
    key: (row) => `${row.violation} ${row.action}`,
    columns: [
      text("Rule", "violation", { name: code }),
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
    empty: "No settings.",
    key: (row) => row.key,
    columns: [
      text("Key", "key", { name: code, text: (row) => row.key.replace(PREFIX, ""), title: (row) => row.key }),
      text("Value", "value", { text: (row) => row.value || "–", name: (row) => `code wide ${ifDefault(row)}` }),
      text("Source", "source", { name: ifDefault }),
    ],
  },
};

export class Sections {
  #tables = [];

  constructor() {
    for (const host of document.querySelectorAll("[data-table]")) {
      const name = host.dataset.table;
      this.#tables.push([name, new Table(host, TABLES[name])]);
    }
  }

  update(data) {
    for (const [name, table] of this.#tables) {
      const part = data[name];
      table.update({ ...part, rows: part.rows.map((row) => ({ ...row, now: data.time })) });
    }
  }
}
