/** The calls of the HTTP API that the console makes, with the operator's key. */

const STORED = "goim.api-key"; // for as long as the tab lives, and nowhere else
const PATIENCE_MILLIS = 10_000;

/** An answer that is not 0: `status` is the HTTP status, 0 when there was no answer at all. */
export class CallFailed extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function apiKey() {
  return sessionStorage.getItem(STORED) ?? "";
}

/** Empty forgets it. */
export function useApiKey(key) {
  if (key) {
    sessionStorage.setItem(STORED, key);
  } else {
    sessionStorage.removeItem(STORED);
  }
}

/** Gives the answer's `data`; parameters may be arrays. */
export async function call(method, path, parameters = {}, body = undefined) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) {
      query.append(name, one);
    }
  }
  const headers = apiKey() ? { "X-Api-Key": apiKey() } : {};
  const target = query.size > 0 ? `${path}?${query}` : path;
  let response;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MILLIS);
    response = await fetch(target, { method, headers, body, signal, cache: "no-store" });
  } catch {
    throw new CallFailed(0, "the node does not answer");
  }
  let answer;
  try {
    answer = await response.json();
  } catch {
    throw new CallFailed(response.status, `an answer that is no JSON, status ${response.status}`);
  }
  if (answer.code !== 0) {
    throw new CallFailed(response.status, answer.message);
  }
  return answer.data;
}

/**
 * Reads Server-Sent Events until they end or the signal stops them; EventSource could not send the key.
 * `event` is given the name and the data of each.
 */
export async function stream(path, parameters, signal, event) {
  const headers = apiKey() ? { "X-Api-Key": apiKey() } : {};
  const query = new URLSearchParams(parameters);
  const response = await fetch(`${path}?${query}`, { headers, signal, cache: "no-store" });
  if (!response.ok) {
    const answer = await response.json().catch(() => ({ message: `status ${response.status}` }));
    throw new CallFailed(response.status, answer.message);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    const blocks = text.split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block.split("\n").map((line) => [line.split(": ")[0], line.slice(line.indexOf(": ") + 2)]),
      );
      if (fields.data) {
        event(fields.event ?? "message", JSON.parse(fields.data));
      }
    }
  }
}

export const get = (path, parameters) => call("GET", path, parameters);
export const post = (path, parameters, body) => call("POST", path, parameters, body);
