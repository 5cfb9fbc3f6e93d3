// The lines of a plot, as uPlot wants them.

const THIN_LINE = 1.25;
const LINE = 1.75;

/** A colour of the style sheet. */
export function color(name, alpha = 1) {
  const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  return alpha === 1 ? value : value + Math.round(alpha * 255).toString(16).padStart(2, "0");
}

export function series(line) {
  return {
    label: line.label,
    show: !line.inLegendOnly,
    width: line.fill ? LINE : THIN_LINE,
    dash: line.dash,
    stroke: () => color(line.color),
    fill: line.fill ? () => color(line.color, 0.13) : undefined,
    points: { show: false, filter: alone, size: 4, width: 0, fill: () => color(line.color) },
  };
}

/** Removes zeros from a line, except next to other values, where it rises and falls. */
export function withoutZeros(values) {
  return values.map((value, at) => (value === 0 && !(values[at - 1] > 0) && !(values[at + 1] > 0) ? null : value));
}

/** The samples between two gaps, which need a point to be visible. An idle application has many. */
function alone(plot, index) {
  const values = plot.data[index];
  const isGap = (at) => values[at] === null || values[at] === undefined;
  return [...values.keys()].filter((at) => !isGap(at) && isGap(at - 1) && isGap(at + 1));
}
