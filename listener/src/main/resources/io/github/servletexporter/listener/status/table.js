// A table with search, sorting and row count that is updated every few seconds: rows keep their
// elements, the order is kept, and only the rows that are shown are built.
import { download } from "./download.js";
import { CellWriter } from "./cell.js";
import * as format from "./format.js";

const FIRST_ROWS = 25;
const LEAST_TO_SEARCH = 6;
const collator = new Intl.Collator("en", { numeric: true });

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function button(text, action) {
  const made = element("button", "small", text);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

const isUnknown = (value) => value === null || value === undefined;
const compare = (a, b) => (typeof a === "string" ? collator.compare(a, b) : a - b);

/**
 * host: the element to fill; bar: the element that gets count, search and downloads.
 * spec.caption: name of the table for screen readers; spec.noun: the rows, in the plural.
 * spec.columns: label; value(row), the sort key and the value in downloads; text(row); title(row),
 *   name(row), a class for the cell, numeric, press(row) and spark(row), optional.
 * spec.key(row): identity of the row.
 * spec.sort: index of the initial sort column, optional; spec.falling: largest first.
 * spec.empty: text for an empty table; spec.cut: the choice of rows if not all are sent.
 * spec.folded(row): whether a row is hidden at first; spec.foldedNoun: what such rows are.
 */
export class Table {
  #spec;
  #name;
  #count = element("p", "count");
  #search = element("input", "search");
  #tools = element("div", "tools");
  #note = element("p", "note");
  #scroll = element("div", "scroll");
  #more = button("", () => this.#expand());
  #body = element("tbody");
  #heads = [];
  #lines = new Map();
  #part = { rows: [], total: 0, failure: null };
  #sort;
  #falling;
  #expanded = false;

  constructor(name, host, bar, spec) {
    this.#name = name;
    this.#spec = spec;
    this.#sort = spec.sort ?? null;
    this.#falling = spec.falling ?? false;
    this.#search.type = "search";
    this.#search.placeholder = "Search";
    this.#search.setAttribute("aria-label", `Search: ${spec.caption}`);
    this.#search.addEventListener("input", () => this.#fill());
    this.#scroll.setAttribute("role", "region");
    this.#scroll.setAttribute("aria-label", `Table: ${spec.caption}`);
    this.#scroll.tabIndex = 0;
    const table = element("table");
    table.append(element("caption", "unseen", spec.caption), this.#head(), this.#body);
    this.#scroll.append(table);
    this.#tools.append(
      this.#search,
      button("CSV", () => download.csv(this.#name, spec.columns, this.#matching())),
      button("JSON", () => download.json(this.#name, this.#matching())),
    );
    bar.append(this.#count, this.#tools);
    host.append(this.#note, this.#scroll, this.#more);
    this.#markSorted();
  }

  #head() {
    const row = element("tr");
    this.#spec.columns.forEach((column, index) => {
      const head = element("th", column.numeric ? "number" : "");
      head.scope = "col";
      if (column.value) {
        const sorter = element("button", "", column.label);
        sorter.type = "button";
        sorter.title = column.help ?? "";
        sorter.addEventListener("click", () => this.#sortBy(index));
        head.append(sorter);
      } else {
        head.append(element("span", "", column.label));
      }
      this.#heads.push(head);
      row.append(head);
    });
    const head = element("thead");
    head.append(row);
    return head;
  }

  #sortBy(index) {
    this.#falling = this.#sort === index ? !this.#falling : Boolean(this.#spec.columns[index].numeric);
    this.#sort = index;
    this.#markSorted();
    this.#fill();
  }

  #markSorted() {
    this.#heads.forEach((head, index) => {
      if (index === this.#sort) {
        head.setAttribute("aria-sort", this.#falling ? "descending" : "ascending");
      } else {
        head.removeAttribute("aria-sort");
      }
    });
  }

  #expand() {
    this.#expanded = !this.#expanded;
    this.#fill();
  }

  update(part) {
    this.#part = part;
    this.#note.className = part.failure ? "failure" : "note";
    this.#note.textContent = this.#remark(part);
    this.#note.hidden = this.#note.textContent === "";
    this.#scroll.hidden = part.rows.length === 0;
    this.#tools.hidden = part.rows.length === 0;
    this.#search.hidden = part.rows.length < LEAST_TO_SEARCH;
    this.#fill();
  }

  #remark(part) {
    if (part.failure) {
      return `This section is not available: ${part.failure}`;
    }
    if (part.total > part.rows.length) {
      const cut = this.#spec.cut ? `, those ${this.#spec.cut}` : "";
      return `The server sends ${part.rows.length} of ${part.total} ${this.#spec.noun}${cut}.`;
    }
    return part.total === 0 ? this.#spec.empty : "";
  }

  /** The rows that match the search, in order. */
  #matching() {
    const sought = this.#search.value.trim().toLowerCase();
    const texts = this.#spec.columns.filter((column) => !column.numeric && column.text);
    const matches = (row) => texts.some((column) => (column.title?.(row) || column.text(row)).toLowerCase().includes(sought));
    const rows = sought === "" ? this.#part.rows : this.#part.rows.filter(matches);
    return sorted(rows, this.#spec.columns[this.#sort], this.#falling, this.#spec.folded);
  }

  #fill() {
    const matching = this.#matching();
    const { folded, noun, foldedNoun } = this.#spec;
    const searched = this.#search.value.trim() !== "";
    const brief = folded && !searched ? matching.filter((row) => !folded(row)) : matching.slice(0, FIRST_ROWS);
    const shown = this.#expanded ? matching : brief;
    this.#arrange(shown);
    const rest = matching.length - brief.length;
    this.#more.hidden = rest <= 0;
    this.#more.textContent = this.#expanded
      ? `Hide ${rest} ${foldedNoun ?? noun}`
      : `Show ${folded ? `${rest} ${foldedNoun}` : `all ${matching.length} ${noun}`}`;
    this.#more.setAttribute("aria-expanded", String(this.#expanded));
    const all = this.#part.total;
    const number = searched ? `${matching.length} of ${all}` : shown.length < all ? `${shown.length} of ${all}` : `${all}`;
    this.#count.textContent = all === 0 ? "" : `${number} ${all === 1 ? format.singular(noun) : noun}`;
  }

  #arrange(rows) {
    const seen = new Map();
    const wanted = rows.map((row) => this.#place(row, seen));
    this.#lines = seen;
    let next = this.#body.firstElementChild;
    for (const line of wanted) {
      if (next === line.element) {
        next = next.nextElementSibling;
      } else {
        this.#body.insertBefore(line.element, next);
      }
    }
    while (this.#body.children.length > wanted.length) {
      this.#body.lastElementChild.remove();
    }
  }

  #place(row, seen) {
    let key = this.#spec.key(row);
    while (seen.has(key)) {
      key += "+"; // truncated texts may be equal
    }
    const line = this.#lines.get(key) ?? this.#line();
    seen.set(key, line);
    line.cells.forEach((cell) => cell.show(row));
    return line;
  }

  #line() {
    const line = element("tr");
    const cells = this.#spec.columns.map((column, index) => {
      const cell = element(index === 0 ? "th" : "td");
      if (index === 0) {
        cell.scope = "row";
      }
      line.append(cell);
      return new CellWriter(cell, column);
    });
    return { element: line, cells };
  }
}

/** Unknown values come last in either order; without a column, rows that are not folded come first. */
function sorted(rows, column, falling, folded) {
  if (!column) {
    return folded ? [...rows].sort((a, b) => Number(folded(a)) - Number(folded(b))) : rows;
  }
  const sign = falling ? -1 : 1;
  const keyed = rows.map((row) => [column.value(row), row]);
  const known = keyed.filter(([value]) => !isUnknown(value));
  known.sort(([a], [b]) => sign * compare(a, b));
  return known.concat(keyed.filter(([value]) => isUnknown(value))).map(([, row]) => row);
}
