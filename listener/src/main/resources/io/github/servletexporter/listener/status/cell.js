// One cell of a table: text, a button, or a sparkline. Remembers what it shows, because reading it
// back from the page is slow.

const SVG = "http://www.w3.org/2000/svg";
const SPARK_WIDTH = 72;
const SPARK_HEIGHT = 16;

export class CellWriter {
  #cell;
  #column;
  #target;
  #row = null;
  #text = "";
  #title = "";
  #name = "";

  constructor(cell, column) {
    this.#cell = cell;
    this.#column = column;
    this.#target = cell;
    if (column.press) {
      this.#target = document.createElement("button");
      this.#target.type = "button";
      this.#target.className = "in-cell";
      this.#target.hidden = true;
      this.#target.addEventListener("click", () => column.press(this.#row, this.#target));
      cell.append(this.#target);
    }
  }

  show(row) {
    const column = this.#column;
    this.#row = row;
    const text = column.text ? column.text(row) : "";
    const title = column.title ? column.title(row) : "";
    const name = [column.numeric ? "number" : "", column.name ? column.name(row) : ""].join(" ").trim();
    if (text !== this.#text) {
      this.#text = text;
      this.#target.textContent = text;
      if (column.press) {
        this.#target.hidden = text === "";
      }
    }
    if (title !== this.#title) {
      this.#title = title;
      this.#target.title = title;
    }
    if (name !== this.#name) {
      this.#name = name;
      this.#cell.className = name;
    }
    if (column.spark) {
      this.#draw(column.spark(row), column.sparkTitle(row));
    }
  }

  #draw(values, title) {
    const points = path(values);
    if (points === this.#text) {
      return;
    }
    this.#text = points;
    let line = this.#cell.querySelector("path");
    if (!line) {
      const picture = document.createElementNS(SVG, "svg");
      picture.setAttribute("class", "spark");
      picture.setAttribute("viewBox", `0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`);
      picture.setAttribute("role", "img");
      line = document.createElementNS(SVG, "path");
      picture.append(line);
      this.#cell.append(picture);
    }
    line.setAttribute("d", points);
    line.parentNode.setAttribute("aria-label", title);
  }
}

/** A step for each value; an empty path if there is nothing to draw. */
function path(values) {
  const max = Math.max(...values);
  if (values.length < 2 || max === 0) {
    return "";
  }
  const x = (index) => ((index * SPARK_WIDTH) / (values.length - 1)).toFixed(1);
  const y = (value) => (SPARK_HEIGHT - 1 - (value / max) * (SPARK_HEIGHT - 2)).toFixed(1);
  return values.map((value, index) => `${index === 0 ? "M" : "L"}${x(index)} ${y(value)}`).join("");
}
