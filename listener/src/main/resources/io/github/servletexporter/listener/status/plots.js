// The plots: one figure each, drawn by uPlot, with a legend that shows the values as text.
import * as format from "./format.js";
import { PLOTS } from "./plotlist.js";

const HEIGHT = 148;
const LEAST_SPAN = 60;
const THIN_LINE = 1.25;
const LINE = 1.75;

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text ?? "";
  return made;
}

function color(name, alpha = 1) {
  const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  return alpha === 1 ? value : value + Math.round(alpha * 255).toString(16).padStart(2, "0");
}

/** A plot with its legend, and a description for screen readers. */
class Plot {
  #spec;
  #picture = element("div", "picture");
  #empty = element("p", "empty", "Waiting for data. The first values appear after ten seconds.");
  #values;
  #data = [[]];
  #columns = [];
  #uplot = null;
  #end = 0;
  #span;
  #onTime;

  constructor(grid, spec, span, onTime) {
    this.#spec = spec;
    this.#span = span;
    this.#onTime = onTime;
    const figure = element("figure", "plot");
    figure.id = `plot-${spec.id}`;
    const caption = element("figcaption", "");
    caption.append(element("h3", "", spec.title), this.#legend());
    this.#picture.setAttribute("role", "img");
    figure.append(caption, this.#picture, this.#empty);
    grid.append(figure);
    new ResizeObserver(() => this.#resize()).observe(this.#picture);
  }

  #legend() {
    const list = element("ul", "legend");
    this.#values = this.#spec.lines.map((line) => {
      const item = element("li", "");
      const value = element("output", "value", "–");
      value.setAttribute("aria-live", "off");
      const key = element("span", `key key-${line.color}${line.dash ? " dashed" : ""}`);
      key.setAttribute("aria-hidden", "true");
      item.append(key, element("span", "", line.label), value);
      list.append(item);
      return value;
    });
    return list;
  }

  update(history, span) {
    this.#span = span;
    this.#end = history.times.length === 0 ? 0 : history.times.at(-1) / 1000;
    this.#columns = this.#spec.lines.map((line) => history.columns[line.column]);
    const shown = this.#columns.map((column, i) => (this.#spec.lines[i].rare ? withoutZeros(column) : column));
    this.#data = [history.times.map((time) => time / 1000), ...shown];
    const enough = history.times.length > 1;
    this.#empty.hidden = enough;
    if (this.#uplot) {
      this.#uplot.setData(this.#data);
    } else if (enough) {
      this.#uplot = new uPlot(this.#options(), this.#data, this.#picture);
    }
    this.#showValues(null);
    this.#picture.setAttribute("aria-label", this.#description());
  }

  redraw() {
    this.#uplot?.redraw(false, true);
  }

  #resize() {
    const width = this.#picture.clientWidth;
    if (this.#uplot && width > 0 && width !== this.#uplot.width) {
      this.#uplot.setSize({ width, height: HEIGHT });
    }
  }

  /** The selected period, or the part of it for which there is data. */
  #range() {
    const first = this.#data[0][0] ?? this.#end;
    return [Math.max(this.#end - this.#span, Math.min(first, this.#end - LEAST_SPAN)), this.#end];
  }

  /** Shows the values under the pointer, or the last ones. */
  #showValues(index) {
    this.#onTime(index === null ? null : this.#data[0][index]);
    const at = index ?? this.#data[0].length - 1;
    this.#spec.lines.forEach((line, i) => {
      const text = this.#spec.text(this.#columns[i][at]);
      if (this.#values[i].textContent !== text) {
        this.#values[i].textContent = text;
      }
    });
  }

  #description() {
    const [from] = this.#range();
    const first = this.#data[0].findIndex((time) => time >= from);
    const parts = this.#spec.lines.map((line, i) => {
      const shown = this.#columns[i].slice(Math.max(0, first)).filter((value) => value !== null);
      if (shown.length === 0) {
        return `${line.label} unknown`;
      }
      const text = this.#spec.text;
      const range = `${text(Math.min(...shown))} to ${text(Math.max(...shown))}`;
      return `${line.label} ${text(this.#columns[i].at(-1))}, ${range} in the selected period`;
    });
    return `${this.#spec.title}: ${parts.join("; ")}.`;
  }

  #options() {
    const axis = {
      stroke: () => color("muted"),
      font: "11px system-ui, sans-serif",
      grid: { stroke: () => color("line"), width: 1 },
      ticks: { show: false },
    };
    const top = (max) => Math.max(this.#spec.least, (max ?? 0) * 1.12);
    return {
      width: this.#picture.clientWidth,
      height: HEIGHT,
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: "status" }, drag: { x: false, y: false }, y: false, points: { size: 6 } },
      hooks: { setCursor: [(plot) => this.#showValues(plot.cursor.left < 0 ? null : plot.cursor.idx)] },
      scales: {
        x: { range: () => this.#range() },
        y: { range: (_, min, max) => [0, top(max)] },
      },
      axes: [
        {
          ...axis, size: 20, gap: 3, space: 64, grid: { show: false },
          values: (_, times) => times.map((time) => format.minuteOfDay(time * 1000)),
        },
        {
          ...axis, size: 52, gap: 6, space: 32,
          incrs: this.#spec.whole ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] : undefined,
          values: (_, values) => values.map((value) => this.#spec.text(value)),
        },
      ],
      series: [{}, ...this.#spec.lines.map(series)],
    };
  }
}

function series(line) {
  return {
    label: line.label,
    width: line.fill ? LINE : THIN_LINE,
    dash: line.dash,
    stroke: () => color(line.color),
    fill: line.fill ? () => color(line.color, 0.13) : undefined,
    points: { show: false, filter: alone, size: 4, width: 0, fill: () => color(line.color) },
  };
}

/** Removes zeros from a line, except next to other values, where it rises and falls. */
function withoutZeros(values) {
  return values.map((value, at) => (value === 0 && !(values[at - 1] > 0) && !(values[at + 1] > 0) ? null : value));
}

/** The samples between two gaps, which need a point to be visible. An idle application has many. */
function alone(plot, index) {
  const values = plot.data[index];
  const isGap = (at) => values[at] === null || values[at] === undefined;
  return [...values.keys()].filter((at) => !isGap(at) && isGap(at - 1) && isGap(at + 1));
}

export class Plots {
  #plots;
  #history = null;
  #span;

  constructor(grid, span, time) {
    const say = (at) => (time.textContent = at === null ? "" : format.timeOfDay(at * 1000));
    this.#span = span;
    this.#plots = PLOTS.map((spec) => new Plot(grid, spec, span, say));
    document.addEventListener("themechange", () => this.#plots.forEach((plot) => plot.redraw()));
  }

  update(history) {
    this.#history = history;
    this.#plots.forEach((plot) => plot.update(history, this.#span));
  }

  show(span) {
    this.#span = span;
    if (this.#history) {
      this.update(this.#history);
    }
  }
}
