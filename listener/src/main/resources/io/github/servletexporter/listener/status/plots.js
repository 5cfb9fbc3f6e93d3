// The plots: one figure each, drawn by uPlot, with a legend that shows the values as text.
import * as format from "./format.js";
import { PLOTS } from "./plotlist.js";
import { color, series, withoutZeros } from "./lines.js";

const HEIGHT = 120;
const LEAST_SPAN = 60;
const LEAST_DRAG_PIXELS = 6;
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];
const BINARY = Array.from({ length: 32 }, (_, power) => 2 ** (power + 10));

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text ?? "";
  return made;
}

/** A plot with its legend, and a description for screen readers. */
class Plot {
  #spec;
  #picture = element("div", "picture");
  #empty = element("p", "empty", "");
  #values;
  #data = [[]];
  #columns = [];
  #uplot = null;
  #end = 0;
  #items;
  #period;
  #on;

  constructor(grid, spec, on) {
    this.#spec = spec;
    this.#on = on;
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
    this.#items = [];
    this.#values = this.#spec.lines.map((line) => {
      const item = element("li", "");
      const value = element("output", "value", "–");
      value.setAttribute("aria-live", "off");
      const key = element("span", `key key-${line.color}${line.dash ? " dashed" : ""}`);
      key.setAttribute("aria-hidden", "true");
      key.hidden = Boolean(line.inLegendOnly);
      item.append(key, element("span", "", line.label), value);
      list.append(item);
      this.#items.push(item);
      return value;
    });
    return list;
  }

  get byRoute() {
    return Boolean(this.#spec.byRoute);
  }

  /** Shows samples; period: span in seconds before the last sample, or a range that was dragged. */
  update(history, period) {
    this.#period = period;
    this.#end = history.times.length === 0 ? 0 : history.times.at(-1) / 1000;
    const none = new Array(history.times.length).fill(null);
    this.#columns = this.#spec.lines.map((line, i) => {
      this.#items[i].hidden = history.columns[line.column] === undefined;
      return history.columns[line.column] ?? none;
    });
    const shown = this.#columns.map((column, i) => (this.#spec.lines[i].rare ? withoutZeros(column) : column));
    this.#data = [history.times.map((time) => time / 1000), ...shown];
    const enough = history.times.length > 1;
    const known = this.#columns.some((column) => column.some((value) => value !== null));
    this.#empty.hidden = enough && known;
    this.#empty.textContent = enough ? "No values in the last hour." : "The first values appear after ten seconds.";
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
    const { span, zoom } = this.#period;
    if (zoom) {
      return zoom;
    }
    const first = this.#data[0][0] ?? this.#end;
    return [Math.max(this.#end - span, Math.min(first, this.#end - LEAST_SPAN)), this.#end];
  }

  /** Shows the values under the pointer, or the last ones. */
  #showValues(index) {
    this.#on.time(index === null ? null : this.#data[0][index]);
    const at = index ?? this.#data[0].length - 1;
    this.#spec.lines.forEach((line, i) => {
      const text = this.#spec.text(this.#columns[i][at]);
      if (this.#values[i].textContent !== text) {
        this.#values[i].textContent = text;
      }
    });
  }

  #description() {
    const [from, to] = this.#range();
    const inRange = (_, at) => this.#data[0][at] >= from && this.#data[0][at] <= to;
    const parts = this.#spec.lines.filter((_, i) => !this.#items[i].hidden).map((line) => {
      const i = this.#spec.lines.indexOf(line);
      const shown = this.#columns[i].filter(inRange).filter((value) => value !== null);
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
      padding: [8, 18, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: "status", filters: { pub: (type) => type.startsWith("mousem") || type === "mouseleave" } }, drag: { x: true, y: false, setScale: false, dist: LEAST_DRAG_PIXELS }, y: false, points: { size: 6 } },
      hooks: {
        setCursor: [(plot) => this.#showValues(plot.cursor.left < 0 ? null : plot.cursor.idx)],
        setSelect: [(plot) => this.#zoom(plot)],
      },
      scales: {
        x: { range: () => this.#range() },
        y: { range: (_, min, max) => [0, top(max)] },
      },
      axes: [
        {
          ...axis, size: 20, gap: 3, space: 64, grid: { show: false },
          values: (plot, times, axisIndex, space, step) =>
            times.map((time) => (step < 60 ? format.timeOfDay : format.minuteOfDay)(time * 1000)),
        },
        {
          ...axis, size: 52, gap: 6, space: 32,
          incrs: this.#spec.whole ? WHOLE : this.#spec.binary ? BINARY : undefined,
          values: (_, values) => values.map((value) => this.#spec.text(value)),
        },
      ],
      series: [{}, ...this.#spec.lines.map(series)],
    };
  }

  /** Passes on the range that was dragged. */
  #zoom(plot) {
    const { left, width } = plot.select;
    if (width >= LEAST_DRAG_PIXELS) {
      plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
      this.#on.zoom([plot.posToVal(left, "x"), plot.posToVal(left + width, "x")]);
    }
  }
}

/** All plots, with the period that they show and the route that some of them are limited to. */
export class Plots {
  #plots;
  #history = null;
  #ofRoute = null;
  #period;

  /** on.time(text): the time under the pointer; on.zoom(range): a range was dragged, or null. */
  constructor(grid, span, on) {
    const time = (at) => on.time(at === null ? "" : format.timeOfDay(at * 1000));
    const zoom = (range) => this.zoom(range);
    this.#period = { span, zoom: null };
    this.#plots = PLOTS.map((spec) => new Plot(grid, spec, { time, zoom }));
    this.onZoom = on.zoom;
    document.addEventListener("themechange", () => this.#plots.forEach((plot) => plot.redraw()));
  }

  /** Shows samples of the application, and those of a route where there are any. */
  update(history, ofRoute) {
    this.#history = history;
    this.#ofRoute = ofRoute;
    this.#plots.forEach((plot) => plot.update(plot.byRoute && ofRoute ? ofRoute : history, this.#period));
  }

  show(span) {
    this.#set({ span, zoom: null });
  }

  zoom(range) {
    this.#set({ span: this.#period.span, zoom: range });
  }

  #set(period) {
    this.#period = period;
    this.onZoom(period.zoom);
    if (this.#history) {
      this.update(this.#history, this.#ofRoute);
    }
  }
}
