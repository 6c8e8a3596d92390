/** The console: asks the node that served it, and shows what it says. Text from outside is only ever text. */
import { CallFailed, apiKey, get, post, useApiKey } from "./api.js";
import { Chart } from "./chart.js";
import { Clients } from "./clients.js";
import { confirm, onSubmit, say } from "./dialogs.js";
import { NodeTable } from "./nodes.js";
import { count, moment, perSecond, quantile, Rates, total } from "./numbers.js";
import { Pushes } from "./pushes.js";
import { Rooms } from "./rooms.js";
import { Trace } from "./trace.js";

const EVERY_MILLIS = 2_000;
const ROOMS_EVERY = 3; // rounds

const $ = (id) => document.getElementById(id);

const charts = {
  connections: chart("connections", "Connections", "", count),
  pushes: chart("pushes", "Pushes", "/s", perSecond),
  deliveries: chart("deliveries", "Deliveries", "/s", perSecond),
  latency: chart("latency", "Latency of pushes", "", moment, ["median", "99 %"]),
  drops: chart("drops", "Dropped", "/s", perSecond),
};
const rates = new Rates();
const table = new NodeTable(drain);
const rooms = new Rooms((room) => pushes.aim("room", room));
const trace = new Trace();
const clients = new Clients(
  (target, value) => pushes.aim(target, value),
  (kind, value) => trace.begin(kind, value),
);
const pushes = new Pushes();

let admin = false;
let round = 0;
let asked = false;

function chart(id, name, unit, show, series) {
  return new Chart($("charts"), { id: `chart-${id}`, name, unit, show, series });
}

// ---- the rounds ----

async function watch() {
  if (!document.hidden) {
    try {
      const cluster = await get("/goim/cluster");
      setAdmin(cluster.caller);
      show(cluster);
      notice("");
      if (round % ROOMS_EVERY === 0) {
        await rooms.refresh();
      }
      round++;
    } catch (failure) {
      showFailure(failure);
    }
  }
  setTimeout(watch, EVERY_MILLIS);
}

function show({ latency_bounds: bounds, nodes }) {
  const each = rates.of(nodes);
  const sum = total([...each.values()]);
  const known = [...each.values()].some(Boolean);
  charts.connections.add([nodes.reduce((all, node) => all + node.connections, 0)]);
  if (known) {
    charts.pushes.add([sum.pushes]);
    charts.deliveries.add([sum.deliveries]);
    charts.latency.add([
      quantile(0.5, sum.latency, bounds),
      quantile(0.99, sum.latency, bounds),
    ]);
    charts.drops.add([sum.drops]);
  }
  table.show(nodes, each, admin);
  const ready = nodes.filter((node) => node.state === "ready").length;
  const all = ready === nodes.length;
  status(
    all ? "online" : "part",
    all ? `${ready} ${ready === 1 ? "node" : "nodes"} ready` : `${ready} of ${nodes.length} ready`,
  );
}

function setAdmin({ name, roles }) {
  admin = roles.includes("admin");
  const mayPush = roles.includes("push");
  const what = admin ? "Administrator" : mayPush ? "Read and push" : "Read only";
  const text = name ? `${name} · ${what}` : what;
  if ($("identity").textContent !== text) {
    $("identity").textContent = text;
    $("identity").setAttribute(
      "aria-label",
      `${text}: ${apiKey() ? "change the API key" : "enter an API key"}`,
    );
  }
  $("read-only").hidden = admin;
  clients.allow(admin);
  pushes.allow(mayPush);
}

function showFailure(failure) {
  if (!(failure instanceof CallFailed)) {
    throw failure;
  }
  status("closed", failure.status === 0 ? "No answer" : "Not let in");
  if (failure.status === 401) {
    $("identity").textContent = "Enter API key";
    notice(`This node wants to know who asks: ${failure.message}. Enter an API key that has the role read, and admin to change things.`);
    askForKey();
  } else if (failure.status === 403) {
    notice(`${failure.message}. The console needs an API key with the role read.`);
  } else if (failure.status === 0) {
    notice("The node does not answer. It is asked again every two seconds; if it was drained, open the console of another node.", "bad");
  } else {
    notice(`The node answered: ${failure.message} (${failure.status})`, "bad");
  }
}

function status(state, text) {
  $("status").dataset.state = state;
  // Only when it changes: a screen reader says it each time.
  if ($("status-text").textContent !== text) {
    $("status-text").textContent = text;
  }
}

function notice(text, kind = "") {
  if ($("notice").textContent !== text) {
    $("notice").textContent = text;
  }
  $("notice").dataset.kind = kind;
  $("notice").hidden = text === "";
}

// ---- the key ----

/** Opens the dialog by itself once: who closed it knows where it is. */
function askForKey() {
  if (!asked) {
    asked = true;
    $("identity").click();
  }
}

function newKey(key) {
  useApiKey(key);
  $("key-value").value = "";
  $("key-dialog").close();
  round = 0;
  asked = true;
  say(key ? "The key is used from now on." : "The key is forgotten.");
}

// ---- draining ----

function departure({ connections }) {
  return connections === 1 ? "Its client is sent" : `Its ${count(connections)} clients are sent`;
}

async function drain(node) {
  const sure = await confirm({
    title: `Drain ${node.host}?`,
    text: `${departure(node)} to other nodes, and the node ends. This cannot be called back.`,
    yes: "Drain the node",
  });
  if (!sure) {
    return;
  }
  try {
    await post("/goim/admin/drain", { node: node.host });
    say(`${node.host} is being drained.`);
  } catch (failure) {
    say(`${node.host} is not drained: ${failure.message}`);
  }
}

$("identity").addEventListener("click", () => $("key-dialog").showModal());
$("key-cancel").addEventListener("click", () => $("key-dialog").close());
$("key-forget").addEventListener("click", () => newKey(""));
onSubmit("key-form", () => newKey($("key-value").value.trim()));
watch();
