// Fetches the data every few seconds and updates all parts of the page.
import { History, present, routeHistory } from "./api.js";
import { Exceptions } from "./exceptions.js";
import * as format from "./format.js";
import { Headline } from "./headline.js";
import { Plots } from "./plots.js";
import { Sections } from "./sections.js";
import { StackDialog } from "./stack.js";

const PERIOD_MILLIS = 5_000;

const $ = (id) => document.getElementById(id);
const span = () => Number(document.querySelector("input[name=span]:checked").value);

const history = new History();
const headline = new Headline($("headline"), $("attention"));
const plots = new Plots($("plot-grid"), span(), {
  time: (text) => ($("plot-time").textContent = text),
  zoom: (range) => ($("zoom-off").hidden = range === null),
});
const stack = new StackDialog();
const sections = new Sections({ stack: (row) => stack.open(row), route: choose, isChosen });
const exceptions = new Exceptions($("exception-list"));

let timer = 0;
let asking = false;
let paused = false;
let lastAnswer = null;
let version = null;
let samplesShown = null;
let dataShown = null;
let chosen = null;

function say(state, text) {
  document.body.dataset.connection = state;
  if ($("connection").textContent !== text) {
    $("connection").textContent = text;
  }
}

function showIdentity(data) {
  const { application, host, processId, container, containerVersion, moduleVersion, javaVersion, startedAt } = data.identity;
  const name = application || "/";
  const up = format.seconds(Math.max(1, Math.floor((data.time - startedAt) / 1000)));
  $("name").textContent = name;
  document.title = `${name} – status`;
  $("identity").textContent = [
    ...(host ? [host] : []),
    `process ${processId}`,
    `${container} ${containerVersion}`.trim(),
    `Java ${javaVersion.split("+")[0]}`,
    `servlet-exporter ${moduleVersion}`,
    `up ${up}`,
  ].join(" · ");
  $("identity").title = `Started ${format.dateAndTime(startedAt)}, Java ${javaVersion}`;
}

function showReadiness({ failure, notReady, saturated }) {
  const pill = $("readiness");
  const isSaturated = saturated.length > 0;
  const other = isSaturated ? "Saturated" : "Ready";
  pill.textContent = failure ? "Readiness unknown" : notReady.length > 0 ? "Not ready" : other;
  pill.className = failure || notReady.length > 0 || isSaturated ? "pill bad" : "pill";
  const full = saturated.map((pool) => `pool ${pool} has no free thread`);
  pill.title = failure ?? [...notReady, ...full].join("; ");
}

function isChosen(row) {
  return chosen !== null && chosen.method === row.method && chosen.route === row.route;
}

/** Limits the plots to a route, or to none. */
async function choose(row) {
  chosen = row === null || isChosen(row) ? null : { method: row.method, route: row.route };
  $("route-filter").hidden = chosen === null;
  $("route-filter-text").textContent =
    chosen === null ? "" : `${chosen.method} ${chosen.route || "(no route)"}, by minute`;
  await showPlots();
  if (dataShown !== null) {
    sections.update(dataShown);
  }
}

async function showPlots() {
  let ofRoute = null;
  if (chosen !== null) {
    try {
      ofRoute = await routeHistory(chosen);
    } catch (failure) {
      unreachable(failure);
    }
  }
  plots.update(samplesShown, ofRoute);
}

function show(data, samples) {
  // A different version of the server has a different page.
  if (version !== null && version !== data.identity.moduleVersion) {
    location.reload();
  }
  version = data.identity.moduleVersion;
  showIdentity(data);
  showReadiness(data.readiness);
  headline.update(data, samples);
  samplesShown = samples;
  dataShown = data;
  showPlots();
  $("stacks-note").hidden = data.stacks;
  $("threads-note").hidden = !data.stacks;
  sections.update(data);
  exceptions.update(data.exceptions, data.time);
}

function unreachable(failure) {
  // The message of a failed response is useful; that of a failed connection is not.
  const reason = failure.message.startsWith("The server") ? failure.message : "The server does not answer";
  const shown = lastAnswer === null ? "" : ` Showing data from ${format.timeOfDay(lastAnswer)}.`;
  document.title = `⚠ ${document.title.replace(/^⚠ /, "")}`;
  say("away", `${reason}.${shown} Retrying.`);
}

async function refresh() {
  clearTimeout(timer);
  if (asking) {
    return;
  }
  asking = true;
  let answers = null;
  try {
    answers = await Promise.all([present(), history.update()]);
  } catch (failure) {
    unreachable(failure);
  } finally {
    asking = false;
    schedule();
  }
  if (answers !== null) {
    lastAnswer = Date.now();
    show(...answers);
    live();
  }
}

function live() {
  say(paused ? "paused" : "live", paused ? "Paused" : "Live");
}

function schedule() {
  clearTimeout(timer);
  if (!paused && !document.hidden) {
    timer = setTimeout(refresh, PERIOD_MILLIS);
  }
}

$("pause").addEventListener("click", () => {
  paused = !paused;
  $("pause").setAttribute("aria-pressed", String(paused));
  if (paused) {
    clearTimeout(timer);
    live();
  } else {
    refresh();
  }
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    clearTimeout(timer);
  } else if (!paused) {
    refresh();
  }
});

$("span").addEventListener("change", () => plots.show(span()));
$("zoom-off").addEventListener("click", () => plots.zoom(null));
$("route-filter-off").addEventListener("click", () => choose(null));

refresh();
