/** The test push. */
import { post } from "./api.js";
import { note, onSubmit } from "./dialogs.js";

const LABELS = {
  keys: "Key",
  mids: "User (mid)",
  room: "Room, type://id",
  all: "Everyone who watches the operation",
};

const $ = (id) => document.getElementById(id);
const target = () => document.querySelector("input[name=target]:checked").value;

export class Pushes {
  #allowed = true;

  constructor() {
    onSubmit("push-form", () => this.#push());
    for (const radio of document.querySelectorAll("input[name=target]")) {
      radio.addEventListener("change", () => this.#choose());
    }
  }

  /** Whether the operator may push. */
  allow(push) {
    if (push !== this.#allowed) {
      this.#allowed = push;
      $("push-send").disabled = !push;
      note("push-note", push ? "" : "A push needs an API key with the role push.");
    }
  }

  /** Fills the form with a target, and goes there. */
  aim(kind, value) {
    $(`target-${kind}`).checked = true;
    this.#choose();
    $("target-value").value = value;
    $("push").scrollIntoView({ block: "center" });
    $("push-body").focus({ preventScroll: true });
  }

  #choose() {
    $("target-label").textContent = LABELS[target()];
    $("target-value").disabled = target() === "all";
    $("target-value").value = "";
  }

  #parameters() {
    const value = $("target-value").value.trim();
    const operation = $("push-operation").value.trim();
    if (target() === "room") {
      const split = value.indexOf("://");
      return {
        operation,
        type: split < 0 ? "" : value.slice(0, split),
        room: split < 0 ? value : value.slice(split + 3),
      };
    }
    return target() === "all" ? { operation } : { operation, [target()]: value };
  }

  async #push() {
    $("push-send").disabled = true;
    note("push-note", "");
    const started = performance.now();
    try {
      await post(`/goim/push/${target()}`, this.#parameters(), $("push-body").value);
      note("push-note", `In the queue after ${Math.round(performance.now() - started)} ms.`, "good");
    } catch (failure) {
      note("push-note", `Not pushed: ${failure.message}`, "bad");
    } finally {
      $("push-send").disabled = !this.#allowed;
    }
  }
}
