/** A line chart of the last minutes, drawn as SVG, with its numbers as text for those who do not see it. */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 300;
const HEIGHT = 96;
const KEPT = 150; // samples

export class Chart {
  #name;
  #unit;
  #show;
  #series;
  #samples = [];
  #now;
  #svg;
  #lines;
  #area;
  #since;

  /**
   * @param name what is shown
   * @param unit behind a number
   * @param show makes a text of a number
   * @param series names of the lines; one needs none
   */
  constructor(parent, { id, name, unit, show, series = [""] }) {
    this.#name = name;
    this.#unit = unit;
    this.#show = show;
    this.#series = series;
    const card = element("article", "chart");
    card.id = id;
    const title = element("h3");
    title.textContent = name;
    this.#now = element("p", "now");
    this.#svg = document.createElementNS(SVG, "svg");
    this.#svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    this.#svg.setAttribute("preserveAspectRatio", "none");
    this.#svg.setAttribute("role", "img");
    for (const height of [0.5, HEIGHT / 2, HEIGHT - 0.5]) {
      shape(this.#svg, "line", { class: "grid", x1: 0, x2: WIDTH, y1: height, y2: height });
    }
    this.#area = shape(this.#svg, "path", { class: "area" });
    this.#lines = series.map((_, i) =>
      shape(this.#svg, "path", { class: i === 0 ? "line" : "line second" }),
    );
    card.append(title, this.#now, this.#svg, this.#scale());
    parent.append(card);
    this.#draw();
  }

  #scale() {
    const scale = element("p", "scale");
    this.#since = element("span");
    if (this.#series.length > 1) {
      // Time runs as in the charts beside it.
      this.#series.forEach((name, i) => {
        const legend = element("span", i === 0 ? "legend" : "legend second");
        legend.textContent = name;
        scale.append(legend);
      });
    } else {
      const now = element("span");
      now.textContent = "now";
      scale.append(this.#since, now);
    }
    return scale;
  }

  /** Adds a sample: a number for each line, null where there is none. */
  add(values) {
    this.#samples.push({ at: Date.now(), values });
    if (this.#samples.length > KEPT) {
      this.#samples.shift();
    }
    this.#draw();
  }

  #draw() {
    const newest = this.#samples.at(-1);
    const oldest = this.#samples[0];
    const known = this.#samples.flatMap(({ values }) => values).filter((value) => value !== null);
    const highest = known.length > 0 ? Math.max(...known) : 0;
    const top = ceiling(highest);
    const span = Math.max(1, (newest?.at ?? 0) - (oldest?.at ?? 0));
    const x = (at) => WIDTH - ((newest.at - at) / span) * WIDTH;
    const y = (value) => HEIGHT - 1 - (value / top) * (HEIGHT - 4);
    this.#lines.forEach((line, i) => line.setAttribute("d", path(this.#samples, i, x, y)));
    this.#area.setAttribute("d", area(this.#samples, x, y));
    this.#since.textContent = newest ? `${Math.round(span / 1000)} s ago` : "";
    this.#say(newest, highest);
  }

  #say(newest, highest) {
    const value = newest?.values.at(-1) ?? null;
    this.#now.textContent = value === null ? "–" : `${this.#show(value)} `;
    const small = element("small");
    const unit = this.#unit ? `${this.#unit} · ` : "";
    small.textContent = value === null ? "" : `${unit}peak ${this.#show(highest)}`;
    this.#now.append(small);
    const each = (newest?.values ?? []).map((one, i) => {
      const said = one === null ? "nothing" : this.#show(one) + this.#unit;
      return `${this.#series[i]} now ${said}`.replace(/\s+/g, " ").trim();
    });
    this.#svg.setAttribute(
      "aria-label",
      newest
        ? `${this.#name}: ${each.join(", ")}; highest ${this.#show(highest)}${this.#unit}`
        : `${this.#name}: no numbers yet`,
    );
  }
}

/** The end of the scale: a round number above the highest. */
function ceiling(highest) {
  if (highest <= 0) {
    return 1;
  }
  const ten = 10 ** Math.floor(Math.log10(highest));
  return [1, 2, 5, 10].map((n) => n * ten).find((n) => n >= highest);
}

function path(samples, i, x, y) {
  let drawing = false;
  let text = "";
  for (const { at, values } of samples) {
    if (values[i] === null) {
      drawing = false;
    } else {
      text += `${drawing ? "L" : "M"}${x(at).toFixed(1)} ${y(values[i]).toFixed(1)}`;
      // A single value is a point, which only a line with round ends shows.
      text += drawing ? "" : "h0.01";
      drawing = true;
    }
  }
  return text;
}

function area(samples, x, y) {
  const values = samples.map(({ at, values: [first] }) => [at, first ?? 0]);
  if (values.length < 2) {
    return "";
  }
  const line = values.map(([at, value]) => `L${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  return `M${x(values[0][0]).toFixed(1)} ${HEIGHT}${line}L${WIDTH} ${HEIGHT}Z`;
}

function element(name, className = "") {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function shape(parent, name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  parent.append(made);
  return made;
}
