// The top of the page: six figures, and a list of what needs attention.
import * as format from "./format.js";

const MINUTE_OF_SAMPLES = 12;
const MANY_ERRORS = 0.01;
const NEARLY_FULL = 0.9;
const LATE_PERIODS = 4;

const sum = (values) => values.reduce((all, value) => all + (value ?? 0), 0);
const last = (values) => values.at(-1) ?? null;

/** The values of the tiles and of the list below them. */
function digest(data, history) {
  const columns = history.columns;
  const recent = (name) => columns[name].slice(-MINUTE_OF_SAMPLES);
  const requests = sum(recent("requestsPerSecond"));
  const newest = (name) => recent(name).findLast((value) => value !== null) ?? null;
  const age = history.times.length === 0 ? 0 : (data.time - history.times.at(-1)) / 1000;
  const isLate = age > LATE_PERIODS * history.periodSeconds;
  return {
    late: isLate ? age : null,
    rate: isLate ? null : last(columns.requestsPerSecond),
    errorShare: requests > 0 && !isLate ? sum(recent("errorsPerSecond")) / requests : null,
    p50: newest("p50Seconds"),
    p90: newest("p90Seconds"),
    p99: newest("p99Seconds"),
    busy: total(data.pools.rows, "threadsBusy"),
    max: total(data.pools.rows, "threadsMax"),
    queued: total(data.pools.rows, "queuedTasks"),
    stuck: total(data.pools.rows, "workersStuck") ?? 0,
    exceptions: sum(recent("exceptionsPerSecond")) * history.periodSeconds,
  };
}

function total(rows, field) {
  const known = rows.map((row) => row[field]).filter((value) => value !== null);
  return known.length === 0 ? null : sum(known);
}

function tiles(data, now) {
  const totals = data.totals;
  const beyond = totals.largestBoundSeconds !== null && now.p99 >= totals.largestBoundSeconds;
  return [
    {
      id: "requests", label: "Requests", value: format.rate(now.rate), exact: format.exact(now.rate, "requests per second"),
      more: `${format.count(totals.requests)} since the start`, moreExact: format.exact(totals.requests, "requests"),
    },
    {
      id: "errors", label: "Errors (1 min)", value: format.percent(now.errorShare), bad: now.errorShare > MANY_ERRORS,
      exact: "Share of responses with 5xx in the last minute",
      more: `${format.count(totals.errors)} since the start`, moreExact: format.exact(totals.errors, "responses with 5xx"),
    },
    {
      id: "latency", label: "Latency, p99", value: (beyond ? "≥ " : "") + format.seconds(now.p99), exact: format.exact(now.p99, "seconds"),
      more: `p50 ${format.seconds(now.p50)} · p90 ${format.seconds(now.p90)}`, moreExact: "The most recent five seconds with requests",
    },
    {
      id: "pool", label: "Pool threads busy", value: now.busy === null ? "–" : `${now.busy}`, of: now.max, share: now.max ? now.busy / now.max : null,
      exact: `${format.exact(now.busy)} of ${format.exact(now.max)} threads`, bad: now.busy >= now.max * NEARLY_FULL && now.max > 0,
      more: `${format.count(now.queued)} queued · ${now.stuck} stuck`, moreExact: "",
    },
    {
      id: "active", label: "In flight", value: format.count(totals.activeRequests), exact: format.exact(totals.activeRequests, "requests"),
      more: [
        totals.oldestRequestSeconds === null ? "no requests" : `oldest: ${format.seconds(totals.oldestRequestSeconds)}`,
        ...(totals.sessions ? [format.counted(totals.sessions, "session")] : []),
        ...(totals.webSockets ? [format.counted(totals.webSockets, "WebSocket")] : []),
      ].join(" · "),
      moreExact: totals.oldestRequestSeconds === null ? "" : format.exact(totals.oldestRequestSeconds, "seconds"),
    },
    {
      id: "exceptions", label: "Exceptions", value: format.count(totals.exceptions), exact: format.exact(totals.exceptions, "exceptions"),
      more: `${format.count(Math.round(now.exceptions))} in the last minute`, moreExact: "",
    },
  ];
}

/** Findings that need attention, each with the section that shows more. */
function findings(data, now) {
  const totals = data.totals;
  const found = [];
  const say = (is, text, where) => is && found.push({ text, where });
  say(data.totals.failure, "The metrics cannot be read", "#main");
  say(now.late !== null, `The last sample is ${format.seconds(now.late)} old`, "#plots");
  for (const reason of data.readiness.notReady) {
    say(true, `Not ready: ${reason}`, "#main");
  }
  for (const pool of data.readiness.saturated) {
    say(true, `Saturated: pool ${pool} has no free thread`, "#in-flight");
  }
  say(data.bootFailures.total > 0, "A part of the application failed to start", "#events");
  say(now.stuck > 0, `${format.counted(now.stuck, "worker")} ${now.stuck === 1 ? "is" : "are"} stuck`, "#workers");
  say(now.max > 0 && now.busy >= now.max * NEARLY_FULL && data.readiness.saturated.length === 0, "The thread pool is nearly full", "#plot-pool");
  say(now.queued > 0, `${format.counted(now.queued, "queued task")}`, "#plot-waiting");
  say(now.errorShare > MANY_ERRORS, `${format.percent(now.errorShare)} of the responses in the last minute are 5xx`, "#plot-errors");
  say(totals.seriesDropped > 0, "max-series is reached: further routes share one label", "#routes");
  say(totals.ownErrors > 0, `${format.counted(totals.ownErrors, "internal error")} of servlet-exporter, see the log`, "#settings");
  return found;
}

function child(parent, name, className) {
  const made = document.createElement(name);
  made.className = className;
  parent.append(made);
  return made;
}

function set(element, text, title) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
  element.title = title ?? "";
}

export class Headline {
  #host;
  #list;
  #tiles = new Map();

  constructor(host, list) {
    this.#host = host;
    this.#list = list;
  }

  update(data, history) {
    const now = digest(data, history);
    for (const tile of tiles(data, now)) {
      this.#show(tile);
    }
    this.#attend(findings(data, now));
  }

  #show(tile) {
    const parts = this.#tiles.get(tile.id) ?? this.#create(tile);
    set(parts.value, tile.value, tile.exact);
    set(parts.of, tile.of ? ` of ${format.count(tile.of)}` : "");
    set(parts.more, tile.more, tile.moreExact);
    parts.box.classList.toggle("bad", Boolean(tile.bad));
    parts.meter.hidden = tile.share === null || tile.share === undefined;
    parts.bar.style.width = `${Math.min(1, tile.share ?? 0) * 100}%`;
  }

  #create(tile) {
    const box = child(this.#host, "div", "tile");
    box.id = `tile-${tile.id}`;
    child(box, "dt", "").textContent = tile.label;
    const first = child(box, "dd", "big");
    const parts = { box, value: child(first, "span", "value"), of: child(first, "span", "of") };
    parts.meter = child(box, "dd", "meter");
    parts.meter.setAttribute("aria-hidden", "true");
    parts.bar = child(parts.meter, "span", "");
    parts.more = child(box, "dd", "more");
    this.#tiles.set(tile.id, parts);
    return parts;
  }

  #attend(found) {
    const texts = found.length === 0 ? [{ text: "Nothing needs attention.", calm: true }] : found;
    const items = texts.map(({ text, where, calm }) => {
      const item = document.createElement("li");
      item.className = calm ? "calm" : "";
      if (where) {
        const link = child(item, "a", "");
        link.href = where;
        link.textContent = text;
      } else {
        item.textContent = text;
      }
      return item;
    });
    if (this.#list.textContent !== items.map((item) => item.textContent).join("")) {
      this.#list.replaceChildren(...items);
    }
  }
}
