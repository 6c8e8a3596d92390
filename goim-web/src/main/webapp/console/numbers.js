/** Rates and quantiles, from what nodes have counted since their starts. */

/**
 * Compares what nodes tell with what they told before. Each node's time is its own, so a sample that
 * was on its way for long is no dip.
 */
export class Rates {
  #before = new Map();

  /** Gives for each node, by start, what it did a second; null for a node that is new. */
  of(nodes) {
    const rates = new Map();
    for (const node of nodes) {
      const before = this.#before.get(node.start);
      const seconds = before ? node.uptime - before.node.uptime : 0;
      if (!before) {
        this.#before.set(node.start, { node, rate: null });
      } else if (seconds > 0) {
        this.#before.set(node.start, { node, rate: rate(before.node, node, seconds) });
      }
      rates.set(node.start, this.#before.get(node.start).rate);
    }
    for (const start of [...this.#before.keys()]) {
      if (!rates.has(start)) {
        this.#before.delete(start);
      }
    }
    return rates;
  }
}

function rate(from, to, seconds) {
  const perSecond = (name) => Math.max(0, to[name] - from[name]) / seconds;
  return {
    pushes: perSecond("pushes"),
    deliveries: perSecond("deliveries"),
    drops: perSecond("drops"),
    cpu: perSecond("cpu_seconds"),
    latency: to.latency.map((count, i) => Math.max(0, count - from.latency[i])),
  };
}

/** The sum of some rates. */
export function total(rates) {
  const known = rates.filter(Boolean);
  const sum = (name) => known.reduce((all, one) => all + one[name], 0);
  return {
    pushes: sum("pushes"),
    deliveries: sum("deliveries"),
    drops: sum("drops"),
    latency: known.reduce((all, one) => one.latency.map((n, i) => n + (all[i] ?? 0)), []),
  };
}

/**
 * The value below which a share of the counted times lies, in seconds; null when there are none.
 * `bounds` are the upper ends of all buckets but the last.
 */
export function quantile(share, counts, bounds) {
  const all = counts.reduce((sum, n) => sum + n, 0);
  if (all === 0) {
    return null;
  }
  let below = 0;
  for (let i = 0; i < bounds.length; i++) {
    if (below + counts[i] >= share * all) {
      const start = i === 0 ? 0 : bounds[i - 1];
      return start + ((share * all - below) / counts[i]) * (bounds[i] - start);
    }
    below += counts[i];
  }
  return bounds.at(-1);
}

export function count(value) {
  return Math.round(value).toLocaleString("en");
}

/** A rate with as many digits as say something. */
export function perSecond(value) {
  return value > 0 && value < 10 ? value.toFixed(1).replace(/\.0$/, "") : count(value);
}

/** A short time, in seconds, for people. */
export function moment(value) {
  const millis = value * 1000;
  if (millis >= 1000) {
    return `${value.toFixed(1)} s`;
  }
  return millis < 10 ? `${millis.toFixed(1)} ms` : `${count(millis)} ms`;
}

export function bytes(value) {
  if (value < 1e6) {
    return `${Math.round(value / 1e3)} kB`;
  }
  return value < 1e9 ? `${Math.round(value / 1e6)} MB` : `${(value / 1e9).toFixed(1)} GB`;
}

/** A time in its two largest units. */
export function duration(seconds) {
  const whole = Math.floor(seconds);
  const units = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor(whole / 3_600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "min"],
    [whole % 60, "s"],
  ];
  const first = units.findIndex(([value]) => value > 0);
  if (first < 0) {
    return "0 s";
  }
  return units
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(" ");
}
