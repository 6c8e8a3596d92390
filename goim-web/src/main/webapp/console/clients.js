/** Finds clients by key or user, wherever they are connected, and does things to them. */
import { get, post } from "./api.js";
import { button, confirm, element, note, onSubmit, say } from "./dialogs.js";
import { bytes, duration } from "./numbers.js";

const FACTS = [
  ["node", "Node"],
  ["mid", "User (mid)"],
  ["transport", "Transport"],
  ["address", "Address"],
  ["platform", "Platform"],
  ["room_id", "Room"],
  ["operations", "Watches"],
];

const BAN_SECONDS = 3_600;

const $ = (id) => document.getElementById(id);
const by = () => document.querySelector("input[name=find-by]:checked").value;

export class Clients {
  #aim;
  #trace;
  #admin = false;
  #last = null;

  /**
   * @param aim is given the target of a test push
   * @param trace is given key or mid, and whose live trace to begin
   */
  constructor(aim, trace) {
    this.#aim = aim;
    this.#trace = trace;
    onSubmit("find-form", () => this.find());
    for (const radio of document.querySelectorAll("input[name=find-by]")) {
      radio.addEventListener("change", () => {
        $("find-label").textContent = by() === "key" ? "Key" : "User (mid)";
        $("find-value").inputMode = by() === "key" ? "text" : "numeric";
      });
    }
  }

  /** Whether the operator may look at clients and change something. */
  allow(admin) {
    this.#admin = admin;
    $("find").disabled = !admin;
  }

  async find() {
    this.#last = { [by()]: $("find-value").value.trim() };
    await this.#refresh();
  }

  async #refresh() {
    $("found").replaceChildren();
    note("find-note", "Looking…");
    try {
      const found = await get("/goim/admin/connections", this.#last);
      const { connections } = found;
      note("find-note", sentence(found), connections.length > 0 ? "good" : "");
      $("found").replaceChildren(...connections.map((one) => this.#item(one)));
    } catch (failure) {
      note("find-note", `Cannot look: ${failure.message}`, "bad");
    }
  }

  #item(connection) {
    const item = document.createElement("li");
    item.append(element("h3", connection.key), facts(connection));
    const actions = element("div", "", "actions");
    const { key, mid } = connection;
    actions.append(button("Push…", `Test push to ${key}`, () => this.#aim("keys", key)));
    if (this.#admin) {
      actions.append(
        button("Trace", `Live trace of ${key}`, () => this.#trace("key", key)),
        button("Kick…", `Kick ${key}`, () => this.#kick(key), "danger"),
        button("Ban key…", `Ban the key ${key}`, () => this.#ban("key", key), "danger"),
      );
      if (mid > 0) {
        actions.append(
          button("Ban user…", `Ban the user ${mid}`, () => this.#ban("mid", mid), "danger"),
        );
      }
    }
    item.append(actions);
    return item;
  }

  async #kick(key) {
    const sure = await confirm({
      title: `Kick ${key}?`,
      text: "Its connection is closed. The client may log in again at once.",
      yes: "Kick",
    });
    if (sure) {
      await this.#do(`${key} was kicked.`, () => post("/goim/admin/kick/keys", { keys: key }));
    }
  }

  async #ban(kind, value) {
    const sure = await confirm({
      title: `Ban ${kind === "key" ? "the key" : "the user"} ${value}?`,
      text: "Connections are closed, and logins are refused for an hour on every node.",
      yes: "Ban for an hour",
    });
    if (sure) {
      await this.#do(`${value} is banned for an hour.`, () =>
        post("/goim/admin/bans", { [kind]: value, seconds: BAN_SECONDS, reason: "console" }),
      );
    }
  }

  async #do(done, action) {
    try {
      await action();
      say(done);
    } catch (failure) {
      say(`That did not work: ${failure.message}`);
    }
    await this.#refresh();
  }
}

function sentence({ connections, more, missing }) {
  const count = connections.length;
  const found =
    count === 0
      ? "Nobody with that name is connected."
      : `${count}${more ? " or more" : ""} ${count === 1 ? "connection" : "connections"}.`;
  return missing.length > 0 ? `${found} No answer from ${missing.join(", ")}.` : found;
}

function facts(connection) {
  const list = element("dl", "", "facts");
  const add = (name, value) => {
    const group = document.createElement("div");
    group.append(element("dt", name), element("dd", value));
    list.append(group);
  };
  for (const [field, name] of FACTS) {
    const value = [connection[field] ?? ""].flat().join(", ");
    if (value !== "" && value !== "0") {
      add(name, value);
    }
  }
  add("Connected for", duration((Date.now() - connection.connected_at) / 1000));
  add("Last heartbeat", `${duration(connection.heartbeat_age)} ago`);
  if (connection.outbox_messages > 0) {
    add("Waiting", `${connection.outbox_messages} messages, ${bytes(connection.outbox_bytes)}`);
  }
  if (connection.until !== null) {
    add("Login ends", new Date(connection.until).toLocaleString());
  }
  return list;
}
