// Access to the data of the server: the current state, and the samples of the last hour.

const TIMEOUT_MILLIS = 10_000;

// Without the user and password that the address may contain: fetch rejects them.
const here = location.origin + location.pathname;

// The form for the key removes it from the address; with its cookie this page answers at once.
if (location.hash.startsWith("#key=")) {
  history.replaceState(null, "", location.pathname);
}

async function get(name) {
  const response = await fetch(new URL(name, here), {
    cache: "no-store",
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  });
  if (!response.ok) {
    const reason = response.headers.get("Content-Type")?.startsWith("text/plain") ? `: ${(await response.text()).trim()}` : "";
    throw new Error(`The server responded with status ${response.status}${reason}`);
  }
  return response.json();
}

export const present = () => get("data.json");
export const workerStack = (threadId) => get(`stack.json?thread=${threadId}`);
export const routeHistory = ({ method, route }) => get(`route.json?${new URLSearchParams({ method, route })}`);

/** The samples so far. Fetches only new ones, or all after a restart of the server. */
export class History {
  #all = null;

  async update() {
    const known = this.#all;
    let next = await get(`history.json?after=${known ? known.sequence : 0}`);
    if (known && !follows(known, next)) {
      next = await get("history.json");
      this.#all = null;
    }
    this.#all = this.#all ? joined(this.#all, next) : next;
    return this.#all;
  }
}

/** Returns false after a restart, after a change of the clock, or if samples in between are missing. */
function follows(known, next) {
  const samples = next.times.length;
  return (
    next.startedAt === known.startedAt &&
    next.sequence === known.sequence + samples &&
    (samples === 0 || known.times.length === 0 || next.times[0] > known.times.at(-1))
  );
}

function joined(known, next) {
  const append = (before, after) => before.concat(after).slice(-next.capacity);
  const columns = {};
  for (const name of Object.keys(next.columns)) {
    columns[name] = append(known.columns[name], next.columns[name]);
  }
  return { ...next, times: append(known.times, next.times), columns };
}
