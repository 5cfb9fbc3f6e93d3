// The dialog with the stack of a worker.
import { workerStack } from "./api.js";
import * as format from "./format.js";

const $ = (id) => document.getElementById(id);

export class StackDialog {
  #threadId = null;

  constructor() {
    $("stack-close").addEventListener("click", () => $("stack").close());
    $("stack-again").addEventListener("click", () => this.#load());
    $("stack-own").addEventListener("change", () => this.#filter());
    $("stack-copy").addEventListener("click", () => getSelection().selectAllChildren($("stack-frames")));
  }

  open(row) {
    this.#threadId = row.threadId;
    $("stack-title").textContent = row.thread;
    $("stack-about").textContent = "Loading";
    $("stack-frames").replaceChildren();
    $("stack").showModal();
    this.#load();
  }

  async #load() {
    try {
      this.#show(await workerStack(this.#threadId));
    } catch (failure) {
      $("stack-about").textContent = failure.message;
      $("stack-frames").replaceChildren();
    }
  }

  #show({ time, worker, threadState, waitsFor, heldBy, frames, applicationFrames, frameCount }) {
    const request = worker.runningSeconds === null
      ? "no request"
      : `${worker.method} ${worker.route || "(no route)"} for ${format.seconds(worker.runningSeconds)}`;
    const wait = waitsFor ? `, waits for ${waitsFor}${heldBy ? ` held by ${heldBy}` : ""}` : "";
    $("stack-title").textContent = worker.thread;
    $("stack-about").textContent =
      `${format.timeOfDay(time)}: ${request}; ${threadState.toLowerCase().replace("_", " ")}${wait}`;
    const own = new Set(applicationFrames);
    const lines = frames.map((frame) => {
      const line = document.createElement("span");
      line.className = own.has(frame) ? "own" : "";
      line.textContent = `at ${frame}\n`;
      return line;
    });
    if (frameCount > frames.length) {
      lines.push(`... ${frameCount - frames.length} more\n`);
    }
    $("stack-frames").replaceChildren(...lines);
    $("stack-own").disabled = own.size === 0;
    this.#filter();
  }

  #filter() {
    const only = $("stack-own").checked && !$("stack-own").disabled;
    $("stack-frames").classList.toggle("own-only", only);
  }
}
