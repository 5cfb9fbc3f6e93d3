// Numbers in a short form. Unknown values are a dash; exact values are shown in tooltips.

const DASH = "–";
const THIN = "\u202f";
const exactNumber = new Intl.NumberFormat("en", { maximumFractionDigits: 9 });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const hourAndMinute = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayAndClock = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** Three significant digits: 1.23, 12.3, 123. */
function digits(value) {
  const size = Math.abs(value);
  if (size === 0 || Number.isInteger(value) && size < 1000) {
    return String(value);
  }
  const places = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  return size < 0.01 ? value.toPrecision(1) : String(Number(value.toFixed(places)));
}

function scaled(value, step, units) {
  let unit = 0;
  let rest = value;
  while (Math.abs(rest) >= step * 0.9995 && unit < units.length - 1) {
    rest /= step;
    unit++;
  }
  return units[unit] === "" ? digits(rest) : digits(rest) + THIN + units[unit];
}

const known = (value) => value !== null && value !== undefined;

export const count = (value) => (known(value) ? scaled(value, 1000, ["", "k", "M", "G", "T"]) : DASH);
export const rate = (value) => (known(value) ? count(value) + "/s" : DASH);
export const bytes = (value) =>
  known(value) ? scaled(value, 1024, ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]) : DASH;

/** A share from 0 to 1. */
export function percent(value) {
  return known(value) ? digits(value * 100) + THIN + "%" : DASH;
}

export function seconds(value) {
  if (!known(value)) {
    return DASH;
  }
  if (value < 0.9995) {
    return value === 0 ? `0${THIN}ms` : scaled(value * 1e6, 1000, ["µs", "ms"]);
  }
  return value < 59.95 ? digits(value) + THIN + "s" : longTime(value);
}

function longTime(value) {
  const units = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
  let rest = Math.round(value);
  const first = units.findIndex(([size]) => rest >= size);
  return units
    .slice(first, first + 2)
    .map(([size, name]) => {
      const whole = Math.floor(rest / size);
      rest -= whole * size;
      return whole === 0 ? "" : whole + THIN + name;
    })
    .filter(Boolean)
    .join(" ");
}

/** The time since a Unix time in milliseconds. */
export function ago(time, now) {
  if (!known(time)) {
    return DASH;
  }
  const past = (now - time) / 1000;
  return past < 1 ? "now" : seconds(Math.floor(past)) + " ago";
}

/** The noun of one thing: routes, entries. */
export const singular = (noun) => noun.replace(/ies$/, "y").replace(/s$/, "");

/** A text of at most so many characters, cut in the middle, where routes differ least. */
export function middle(text, most) {
  if (text.length <= most) {
    return text;
  }
  const start = Math.ceil((most - 1) / 2);
  return `${text.slice(0, start)}…${text.slice(text.length - (most - 1 - start))}`;
}

/** A number with its noun, in the singular or in the plural. */
export const counted = (value, noun) => `${count(value)} ${noun}${value === 1 ? "" : "s"}`;

export const timeOfDay = (time) => clock.format(time);
export const minuteOfDay = (time) => hourAndMinute.format(time);
export const dateAndTime = (time) => (known(time) ? dayAndClock.format(time) : "");

/** The exact number, with its unit, which starts with a noun in the plural. */
export function exact(value, unit = "") {
  const inNumber = value === 1 ? unit.replace(/^(\w+)s\b/, "$1") : unit;
  return known(value) ? `${exactNumber.format(value)} ${inNumber}`.trim() : "unknown";
}
