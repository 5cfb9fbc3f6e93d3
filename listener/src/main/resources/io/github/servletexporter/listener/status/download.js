// Downloads of what a table shows.

const DANGEROUS = /^[=+\-@\t\r]/;

/** Quotes a field; a text that a spreadsheet would take for a formula gets an apostrophe. */
function field(value) {
  if (value === null || value === undefined) {
    return "";
  }
  const text = typeof value === "string" && DANGEROUS.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
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
