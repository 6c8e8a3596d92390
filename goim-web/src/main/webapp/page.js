/** The demo page: binds its controls to a GoimClient and to the HTTP push API. */
import { GoimClient } from "./goim.js";

const SHOWN_MESSAGES = 200;
const SHOWN_CHARACTERS = 4000;
const HEARTBEAT_MILLIS = 10_000; // far more often than needed, so that the online number is fresh
const TOTAL_MILLIS = 5_000;
const HTTP_PORT = 3111;
const CONNECTOR_PORT = 3102;

const $ = (id) => document.getElementById(id);
const STATE_TEXT = {
  offline: "Offline",
  connecting: "Connecting",
  login: "Logging in",
  online: "Connected",
  waiting: "Reconnecting",
  closed: "Closed",
};

let client = null;
let received = 0;
let arrived = [];

// ---- connecting ----

function endpoints() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const page = Number(location.port) || (scheme === "wss" ? 443 : 80);
  // A node that was started with an offset has it on every port.
  const offset = page >= HTTP_PORT && page < HTTP_PORT + 10_000 ? page - HTTP_PORT : 0;
  const connector = CONNECTOR_PORT + offset + (scheme === "wss" ? 1 : 0);
  return {
    jakarta: { url: `${scheme}://${location.host}/sub`, port: page },
    connector: { url: `${scheme}://${location.hostname}:${connector}/sub`, port: connector },
  };
}

function chooseEndpoint() {
  const chosen = document.querySelector("input[name=endpoint]:checked").value;
  $("address").readOnly = chosen !== "other";
  if (chosen === "other") {
    $("address").focus();
  } else {
    $("address").value = endpoints()[chosen].url;
  }
}

function numbers(text) {
  const found = text.split(",").map((part) => part.trim()).filter(Boolean).map(Number);
  if (!found.every(isInt32)) {
    throw new Error("operations are whole numbers of 32 bits, separated by commas");
  }
  return found;
}

function isInt32(value) {
  return Number.isInteger(value) && value === (value | 0);
}

function toggleConnection() {
  if (client) {
    client.close();
    return;
  }
  let accepts;
  try {
    accepts = numbers($("accepts").value);
  } catch (error) {
    note("connect-note", error.message, "bad");
    return;
  }
  client = new GoimClient({
    url: $("address").value.trim(),
    mid: Number($("mid").value) || 0,
    key: $("key").value.trim(),
    room: $("room").value.trim(),
    accepts,
    heartbeatMillis: HEARTBEAT_MILLIS,
  });
  client.addEventListener("state", (event) => showState(event.detail.state));
  client.addEventListener("message", (event) => arrive(event.detail));
  client.addEventListener("online", (event) => {
    $("online-room").textContent = client?.room ? event.detail.count : "–";
  });
  client.addEventListener("disconnect", (event) => showDisconnect(event.detail));
  note("connect-note", "");
  client.connect();
}

function showState(state) {
  $("status").dataset.state = state;
  $("status-text").textContent = STATE_TEXT[state];
  const over = state === "closed";
  if (over) {
    client = null;
  }
  $("connect").textContent = over ? "Connect" : "Disconnect";
  $("connect").classList.toggle("primary", over);
  for (const control of $("connect-form").querySelectorAll("input")) {
    control.disabled = !over;
  }
  const online = state === "online";
  for (const id of ["change-room", "watch", "upstream"]) {
    $(id).disabled = !online;
  }
  if (online) {
    note("connect-note", "");
  } else {
    $("online-room").textContent = "–";
  }
  showWatched();
  if (online || over) {
    showTotal();
  }
}

function showDisconnect({ code, reason, reconnect, delay }) {
  const why = `${reason || "connection ended"} (${code})`;
  if (reconnect) {
    note("connect-note", `${why}. Next try in ${Math.ceil(delay / 1000)} s.`, "bad");
  } else if (code === 1000) {
    note("connect-note", "");
  } else {
    note("connect-note", `${why}. The client does not come back by itself.`, "bad");
  }
}

// ---- while connected ----

function showWatched() {
  const online = client?.state === "online";
  $("watched").replaceChildren(
    ...(online ? client.watched : []).map((operation) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `${operation} ×`;
      button.setAttribute("aria-label", `Stop watching operation ${operation}`);
      button.addEventListener("click", () =>
        session(() => client.unwatch(operation), `Operation ${operation} is no longer watched.`),
      );
      item.append(button);
      return item;
    }),
  );
}

/** Does one thing over the connection and says how it went. */
async function session(action, done) {
  try {
    await action();
    note("session-note", done, "good");
  } catch (error) {
    note("session-note", error.message, "bad");
  }
  showWatched();
}

function changeRoom() {
  const room = $("new-room").value.trim();
  session(
    async () => {
      await client.changeRoom(room);
      $("room").value = room;
      if (document.querySelector("input[name=target]:checked").value === "room" && room) {
        $("target-value").value = room;
        showCurl();
      }
      await client.heartbeat();
    },
    room ? `Now in ${room}.` : "Left the room.",
  );
}

function watchOperation() {
  const operation = Number($("watch-operation").value);
  if (!isInt32(operation)) {
    note("session-note", "An operation is a whole number of 32 bits.", "bad");
    return;
  }
  session(async () => {
    await client.watch(operation);
    $("watch-form").reset(); // also forgets that the empty field was complained about
  }, `Operation ${operation} is watched.`);
}

function sendUpstream() {
  const operation = Number($("upstream-operation").value);
  session(
    () => client.send(operation, $("upstream-body").value),
    `The server has taken the message (operation ${operation}).`,
  );
}

// ---- messages ----

/** Collects what arrives and shows it with the next frame: thousands a second do not stall the page. */
function arrive(message) {
  received += 1;
  arrived.push(message);
  if (arrived.length > SHOWN_MESSAGES) {
    arrived.shift();
  }
  if (arrived.length === 1) {
    setTimeout(showArrived, 50);
  }
}

function showArrived() {
  if (arrived.length === 0) {
    return; // cleared in the meantime
  }
  $("received-count").textContent = received.toLocaleString("en");
  $("empty").hidden = true;
  const list = $("messages");
  list.prepend(...arrived.map(messageItem).reverse());
  arrived = [];
  while (list.childElementCount > SHOWN_MESSAGES) {
    list.lastElementChild.remove();
  }
}

function messageItem({ operation, body, text, receivedAt }) {
  const item = document.createElement("li");
  const time = document.createElement("time");
  time.dateTime = receivedAt.toISOString();
  time.textContent = `${receivedAt.toTimeString().slice(0, 8)}.${String(receivedAt.getMilliseconds()).padStart(3, "0")}`;
  const op = document.createElement("span");
  op.className = "op";
  op.textContent = operation;
  const size = document.createElement("span");
  size.className = "size";
  size.textContent = body.length < 10_000 ? `${body.length} B` : `${Math.round(body.length / 1000)} kB`;
  const content = document.createElement("pre");
  content.textContent = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)} …` : text;
  item.append(time, op, size, content);
  return item;
}

function clearMessages() {
  received = 0;
  arrived = [];
  $("messages").replaceChildren();
  $("received-count").textContent = "0";
  $("empty").hidden = false;
}

// ---- pushing ----

const TARGETS = {
  room: { label: "Room", initial: () => $("room").value || "live://1000" },
  keys: { label: "Key", initial: () => $("key").value },
  mids: { label: "User (mid)", initial: () => $("mid").value },
  all: { label: "Everyone who watches the operation", initial: () => "" },
};

function chooseTarget() {
  const target = document.querySelector("input[name=target]:checked").value;
  $("target-label").textContent = TARGETS[target].label;
  $("target-value").value = TARGETS[target].initial();
  $("target-value").disabled = target === "all";
  showCurl();
}

function pushPath() {
  const target = document.querySelector("input[name=target]:checked").value;
  const value = $("target-value").value.trim();
  const query = new URLSearchParams({ operation: $("push-operation").value.trim() });
  if (target === "room") {
    const split = value.indexOf("://");
    query.set("type", split < 0 ? "" : value.slice(0, split));
    query.set("room", split < 0 ? value : value.slice(split + 3));
  } else if (target !== "all") {
    query.set(target, value);
  }
  return `/goim/push/${target}?${query}`;
}

function showCurl() {
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  // --data-raw: with -d a message that starts with @ would be a file name.
  $("curl").textContent = `curl ${quote(location.origin + pushPath())} --data-raw ${quote($("push-body").value)}`;
}

async function push() {
  note("push-note", "");
  const started = performance.now();
  try {
    const response = await fetch(pushPath(), { method: "POST", body: $("push-body").value });
    const answer = await response.json();
    if (answer.code === 0) {
      note("push-note", `In the queue after ${Math.round(performance.now() - started)} ms.`, "good");
    } else {
      note("push-note", `${answer.message} (${answer.code})`, "bad");
    }
  } catch (error) {
    note("push-note", `The server did not answer: ${error.message}`, "bad");
  }
}

async function copyCurl() {
  try {
    await navigator.clipboard.writeText($("curl").textContent);
    note("push-note", "Copied.", "good");
  } catch {
    // Without HTTPS browsers give pages no clipboard: then one key press is left to the reader.
    getSelection().selectAllChildren($("curl"));
    note("push-note", "Selected: copy it with your keyboard.");
  }
}

async function showTotal() {
  if (document.hidden) {
    return;
  }
  try {
    const answer = await (await fetch("/goim/online/total")).json();
    $("online-total").textContent = answer.data.conn_count.toLocaleString("en");
  } catch {
    $("online-total").textContent = "–";
  }
}

// ---- the page ----

function note(id, text, kind = "") {
  $(id).textContent = text;
  $(id).dataset.kind = kind;
}

function onSubmit(id, action) {
  $(id).addEventListener("submit", (event) => {
    event.preventDefault();
    action();
  });
}

const { jakarta, connector } = endpoints();
$("jakarta-port").textContent = jakarta.port;
$("connector-port").textContent = connector.port;
$("key").value = `web-${Math.random().toString(36).slice(2, 8)}`;

onSubmit("connect-form", toggleConnection);
onSubmit("room-form", changeRoom);
onSubmit("watch-form", watchOperation);
onSubmit("upstream-form", sendUpstream);
onSubmit("push-form", push);
$("endpoint").addEventListener("change", chooseEndpoint);
$("push-form").addEventListener("input", showCurl);
for (const radio of document.querySelectorAll("input[name=target]")) {
  radio.addEventListener("change", chooseTarget);
}
$("clear").addEventListener("click", clearMessages);
$("copy-curl").addEventListener("click", copyCurl);

chooseEndpoint();
chooseTarget();
for (const id of ["change-room", "watch", "upstream"]) {
  $(id).disabled = true;
}
showTotal();
setInterval(showTotal, TOTAL_MILLIS);
