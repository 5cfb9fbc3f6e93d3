// A sortable table that is updated every few seconds: rows keep their elements, and the order is kept.

function element(name, text) {
  const made = document.createElement(name);
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

function compare(a, b) {
  return typeof a === "string" ? a.localeCompare(b, "en", { numeric: true }) : a - b;
}

const isUnknown = (value) => value === null || value === undefined;

/**
 * host: the element to fill.
 * spec.caption: name of the table for screen readers.
 * spec.columns: label; value(row), the sort key; text(row); title(row), optional;
 *   numeric, optional; name(row), a class for the cell, optional.
 * spec.key(row): identity of the row.
 * spec.sort: index of the initial sort column, optional; spec.falling: largest first.
 * spec.empty: text for an empty table.
 * spec.noun: the rows, in the plural; spec.cut: the choice of rows if not all are shown.
 */
export class Table {
  #spec;
  #note = element("p");
  #scroll = element("div");
  #body = element("tbody");
  #heads = [];
  #rows = new Map();
  #last = [];
  #sort;
  #falling;

  constructor(host, spec) {
    this.#spec = spec;
    this.#sort = spec.sort ?? null;
    this.#falling = spec.falling ?? false;
    this.#note.className = "note";
    this.#scroll.className = "scroll";
    this.#scroll.tabIndex = 0;
    this.#scroll.setAttribute("role", "region");
    this.#scroll.setAttribute("aria-label", spec.caption);
    const table = element("table");
    const caption = element("caption", spec.caption);
    caption.className = "unseen";
    table.append(caption, this.#head(), this.#body);
    this.#scroll.append(table);
    host.append(this.#note, this.#scroll);
    this.#markSorted();
  }

  #head() {
    const row = element("tr");
    this.#spec.columns.forEach((column, index) => {
      const head = element("th");
      head.scope = "col";
      head.className = column.numeric ? "number" : "";
      const button = element("button", column.label);
      button.type = "button";
      button.addEventListener("click", () => this.#sortBy(index));
      head.append(button);
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

  update(part) {
    this.#last = part.rows;
    this.#say(part);
    this.#scroll.hidden = part.rows.length === 0;
    this.#fill();
  }

  #say(part) {
    const { empty, noun, cut } = this.#spec;
    this.#note.className = part.failure ? "failure" : "note";
    if (part.failure) {
      this.#note.textContent = `This section is not available: ${part.failure}`;
    } else if (part.total === 0) {
      this.#note.textContent = empty;
    } else if (part.total > part.rows.length) {
      this.#note.textContent = `Showing ${part.rows.length} of ${part.total} ${noun}${cut ? `, those ${cut}` : ""}.`;
    } else {
      this.#note.textContent = "";
    }
    this.#note.hidden = this.#note.textContent === "";
  }

  #fill() {
    const seen = new Map();
    const wanted = this.#sorted().map((row) => this.#place(row, seen));
    this.#rows = seen;
    wanted.forEach((line, index) => {
      if (this.#body.children[index] !== line) {
        this.#body.insertBefore(line, this.#body.children[index] ?? null);
      }
    });
    while (this.#body.children.length > wanted.length) {
      this.#body.lastElementChild.remove();
    }
  }

  #place(row, seen) {
    let key = this.#spec.key(row);
    while (seen.has(key)) {
      key += "+"; // truncated texts may be equal
    }
    const line = this.#rows.get(key) ?? this.#line();
    seen.set(key, line);
    this.#spec.columns.forEach((column, index) => fillCell(line.cells[index], column, row));
    return line;
  }

  #line() {
    const line = element("tr");
    this.#spec.columns.forEach((column, index) => {
      const cell = element(index === 0 ? "th" : "td");
      if (index === 0) {
        cell.scope = "row";
      }
      line.append(cell);
    });
    return line;
  }

  #sorted() {
    if (this.#sort === null) {
      return this.#last;
    }
    const { value } = this.#spec.columns[this.#sort];
    const sign = this.#falling ? -1 : 1;
    // Unknown values come last in either order.
    const known = this.#last.filter((row) => !isUnknown(value(row)));
    const unknown = this.#last.filter((row) => isUnknown(value(row)));
    return known.sort((a, b) => sign * compare(value(a), value(b))).concat(unknown);
  }
}

function fillCell(cell, column, row) {
  const text = column.text(row);
  const title = column.title ? column.title(row) : "";
  const name = [column.numeric ? "number" : "", column.name ? column.name(row) : ""].join(" ").trim();
  if (cell.textContent !== text) {
    cell.textContent = text;
  }
  if (cell.title !== title) {
    cell.title = title;
  }
  if (cell.className !== name) {
    cell.className = name;
  }
}
