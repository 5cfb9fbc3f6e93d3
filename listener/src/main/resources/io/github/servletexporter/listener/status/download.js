// Downloads of what a table shows.

/** The start of a formula, after blanks and in full width too. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/**
 * Quotes every text, because many spreadsheets separate fields by semicolons or tabs; a text that a
 * spreadsheet would take for a formula gets an apostrophe.
 */
function field(value) {
  if (value === null || value === undefined) {
    return "";
  }
  if (typeof value !== "string") {
    return String(value);
  }
  const text = FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

export const download = {
  csv(name, columns, rows) {
    const shown = columns.filter((column) => column.value);
    const lines = [shown.map((column) => field(column.label))];
    for (const row of rows) {
      lines.push(shown.map((column) => field((column.exported ?? column.value)(row))));
    }
    save(`${name}.csv`, "text/csv", lines.map((line) => line.join(",") + "\r\n").join(""));
  },
  json(name, rows) {
    const own = rows.map(({ now, stacks, largest, ...row }) => row);
    save(`${name}.json`, "application/json", JSON.stringify(own, null, 2) + "\n");
  },
};
