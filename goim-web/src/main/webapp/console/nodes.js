/** The table of nodes. Rows live as long as their nodes, so that the keyboard's place is kept. */
import { button, element } from "./dialogs.js";
import { bytes, count, duration, perSecond } from "./numbers.js";

const COLUMNS = [
  "State",
  "Roles",
  "Connections",
  "Rooms",
  "Pushes/s",
  "Deliveries/s",
  "Dropped",
  "Waiting",
  "CPU",
  "Heap",
  "Up for",
];
const NUMBERS_FROM = 2;

const $ = (id) => document.getElementById(id);

export class NodeTable {
  #rows = new Map();
  #drain;

  constructor(drain) {
    this.#drain = drain;
  }

  show(nodes, rates, admin) {
    $("nodes-empty").hidden = true;
    const living = new Set(nodes.map((node) => node.start));
    for (const [start, row] of this.#rows) {
      if (!living.has(start)) {
        row.line.remove();
        this.#rows.delete(start);
      }
    }
    nodes.forEach((node, place) => {
      const row = this.#rows.get(node.start) ?? this.#add(node);
      const there = $("nodes-rows").children[place];
      if (there !== row.line) {
        $("nodes-rows").insertBefore(row.line, there ?? null);
      }
      this.#fill(row, node, rates.get(node.start), admin);
    });
    const host = nodes.find((node) => node.queue_host);
    $("nodes-summary").textContent = host ? `${host.host} takes the pushes` : "";
  }

  #add(node) {
    const line = document.createElement("tr");
    const name = element("th", node.host);
    name.scope = "row";
    if (node.self) {
      name.append(element("span", "this node", "tag"));
    }
    line.append(name);
    const cells = COLUMNS.map((label, i) => {
      const cell = element("td", "", i < NUMBERS_FROM ? "" : "number");
      cell.dataset.label = label;
      line.append(cell);
      return cell;
    });
    const state = element("span", "", "state");
    const word = element("span");
    state.append(element("span", "", "dot"), word);
    cells[0].append(state);
    const actions = element("td", "", "wide");
    line.append(actions);
    const row = { line, cells, state, word, actions, node };
    this.#rows.set(node.start, row);
    return row;
  }

  #fill(row, node, rate, admin) {
    row.node = node;
    row.state.dataset.state = node.state;
    row.word.textContent = stateOf(node);
    const texts = [
      node.roles.join(", "),
      count(node.connections),
      count(node.rooms),
      rate ? perSecond(rate.pushes) : "–",
      rate ? perSecond(rate.deliveries) : "–",
      count(node.drops),
      count(node.waiting),
      rate ? `${Math.round(rate.cpu * 100)} %` : "–",
      `${bytes(node.heap_used)} of ${bytes(node.heap_max)}`,
      duration(node.uptime),
    ];
    texts.forEach((text, i) => {
      row.cells[i + 1].textContent = text;
    });
    row.cells[6].classList.toggle("loss", rate?.drops > 0);
    const drains = admin && node.state === "ready";
    if (drains && row.actions.childElementCount === 0) {
      row.actions.append(
        button("Drain…", `Drain ${node.host}`, () => this.#drain(row.node), "quiet"),
      );
    } else if (!drains) {
      row.actions.replaceChildren();
    }
  }
}

function stateOf({ state, connections }) {
  if (state !== "draining") {
    return state;
  }
  const left = connections === 1 ? "1 client" : `${count(connections)} clients`;
  return `draining: ${left} left`;
}
