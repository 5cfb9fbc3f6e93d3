// The recent exceptions: one line each, which expands to the stack trace.
import * as format from "./format.js";

function child(parent, name, className) {
  const made = document.createElement(name);
  made.className = className;
  parent.append(made);
  return made;
}

function set(element, text, title = "") {
  if (element.textContent !== text) {
    element.textContent = text;
  }
  if (element.title !== title) {
    element.title = title;
  }
}

/** A list whose open entries stay open when it is updated. */
export class Exceptions {
  #note;
  #list;
  #items = new Map();

  constructor(host) {
    this.#note = child(host, "p", "note");
    this.#list = child(host, "ul", "exceptions");
  }

  update(part, now) {
    this.#note.className = part.failure ? "failure" : "note";
    const none = part.total === 0 ? "No uncaught exceptions." : "";
    const cut = part.total > part.rows.length ? `Showing the ${part.rows.length} most recent of ${part.total} kinds.` : "";
    set(this.#note, part.failure ? `This section is not available: ${part.failure}` : none + cut);
    this.#note.hidden = this.#note.textContent === "";
    const seen = new Map();
    for (const row of part.rows) {
      const key = `${row.type} ${row.route} ${row.first}`;
      const item = this.#items.get(key) ?? this.#create();
      fill(item, row, now);
      seen.set(seen.has(key) ? `${key} ${seen.size}` : key, item);
    }
    this.#items = seen;
    this.#arrange([...seen.values()].map((item) => item.box));
  }

  /** Moves only elements that are in the wrong place: an element that is moved loses the focus. */
  #arrange(boxes) {
    boxes.forEach((box, index) => {
      if (this.#list.children[index] !== box) {
        this.#list.insertBefore(box, this.#list.children[index] ?? null);
      }
    });
    while (this.#list.children.length > boxes.length) {
      this.#list.lastElementChild.remove();
    }
  }

  #create() {
    const box = document.createElement("li");
    const details = child(box, "details", "");
    const summary = child(details, "summary", "");
    const item = {
      box,
      count: child(summary, "span", "times"),
      type: child(summary, "span", "type code"),
      message: child(summary, "span", "message"),
      last: child(summary, "span", "last"),
      where: child(details, "p", "where"),
      stack: child(details, "pre", "stack"),
    };
    item.stack.tabIndex = 0;
    item.stack.setAttribute("aria-label", "First lines of the stack trace");
    return item;
  }
}

/** Removes the type, which is shown next to the message. */
function messageOf({ type, message }) {
  return message === type ? "" : message.startsWith(`${type}: `) ? message.slice(type.length + 2) : message;
}

function fill(item, row, now) {
  set(item.count, `${format.count(row.count)}×`, format.exact(row.count, "occurrences"));
  set(item.type, row.type.slice(row.type.lastIndexOf(".") + 1), row.type);
  set(item.message, messageOf(row) || "(no message)");
  set(item.last, format.ago(row.last, now), format.dateAndTime(row.last));
  const since = `first ${format.dateAndTime(row.first)}, last ${format.dateAndTime(row.last)}`;
  set(item.where, `${row.type} in ${row.route || "(no route)"}; ${since}`);
  set(item.stack, row.stack.length === 0 ? "No stack trace." : row.stack.join("\n"));
}
