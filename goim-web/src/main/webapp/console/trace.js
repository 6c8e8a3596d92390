/** The live trace of a client: what happens to it, as it happens, on whichever node. */
import { stream } from "./api.js";
import { element, note } from "./dialogs.js";

const SECONDS = 600;
const SHOWN = 200;
const LOOKING =
  "Looking… Pushes, packets, logins and the end of connections are shown as they happen.";
const WORDS = {
  login: "logged in",
  sent: "sent",
  pushed: "was pushed",
  dropped: "lost",
  closed: "closed",
};

const $ = (id) => document.getElementById(id);

export class Trace {
  #stop = null;

  constructor() {
    $("trace-stop").addEventListener("click", () => this.#stop?.abort());
  }

  /** Looks at a key or a user until the operator has seen enough. */
  async begin(kind, value) {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    $("trace").hidden = false;
    $("trace-title").textContent = `Live trace of ${kind === "key" ? "key" : "user"} ${value}`;
    $("trace-events").replaceChildren();
    $("trace-stop").disabled = false;
    note("trace-note", LOOKING);
    $("trace").scrollIntoView({ block: "center" });
    $("trace-stop").focus({ preventScroll: true });
    let over = "Stopped.";
    try {
      await stream("/goim/admin/trace", { [kind]: value, seconds: SECONDS }, stop.signal, (name, data) => {
        if (name === "message") {
          this.#show(data);
        } else if (name === "lost") {
          note("trace-note", `${data.count} more happened than could be shown.`, "bad");
        } else if (name === "missing") {
          this.#tellMissing(data.nodes);
        } else if (name === "end") {
          over = `The trace ended: ${data.message}.`;
        }
      });
    } catch (failure) {
      over = stop.signal.aborted ? "Stopped." : `The trace ended: ${failure.message}.`;
    }
    if (this.#stop === stop) {
      $("trace-stop").disabled = true;
      note("trace-note", over);
    }
  }

  #tellMissing(nodes) {
    if (nodes.length > 0) {
      note("trace-note", `No answer from ${nodes.join(", ")}: what happens there is not shown.`, "bad");
    } else {
      note("trace-note", LOOKING);
    }
  }

  #show(event) {
    const item = document.createElement("li");
    const at = new Date(event.time);
    const time = element("time", `${at.toTimeString().slice(0, 8)}.${String(at.getMilliseconds()).padStart(3, "0")}`);
    time.dateTime = at.toISOString();
    const what = element("span", WORDS[event.what] ?? event.what, "what");
    what.dataset.what = event.what;
    const parts = [event.key, `on ${event.node}`];
    if (event.what !== "login" && event.what !== "closed") {
      parts.push(`operation ${event.operation}`, `${event.bytes} bytes`);
    }
    if (event.detail) {
      parts.push(event.detail);
    }
    if (event.trace) {
      parts.push(`trace ${event.trace}`);
    }
    item.append(time, what, element("span", parts.join(" · "), "rest"));
    const list = $("trace-events");
    list.prepend(item);
    while (list.childElementCount > SHOWN) {
      list.lastElementChild.remove();
    }
  }
}
