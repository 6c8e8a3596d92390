/**
 * goim.js: a client for goim's binary protocol over WebSocket. One file, no dependencies, an ES module
 * for every browser of today and for Node.js 22 or later.
 *
 *   import { GoimClient } from "./goim.js";
 *
 *   const client = new GoimClient({
 *     url: "ws://localhost:3111/sub", // the Jakarta endpoint; ws://localhost:3102/sub is the connector
 *     mid: 123,                       // your user, 0 for none
 *     key: "",                        // name of this connection; empty: the server makes one
 *     room: "live://1000",            // type://id, empty for none
 *     accepts: [1000, 1001],          // operations to watch from the start
 *   });
 *   client.addEventListener("message", (e) => console.log(e.detail.operation, e.detail.text));
 *   client.addEventListener("state", (e) => console.log(e.detail.state));
 *   client.connect();
 *
 *   await client.changeRoom("live://2000");
 *   await client.watch(1003);
 *   await client.send(4, "hello");      // an upstream message
 *   await client.heartbeat();           // resolves to the online number of the room
 *   client.close();
 *
 * Events (all CustomEvents; what matters is in `detail`)
 *   state       { state, previous }: "offline", "connecting", "login", "online", "waiting" (before the
 *               next try) or "closed" (by close(), or because the server does not want us back)
 *   message     { operation, body, text, receivedAt }: one pushed message; body is a Uint8Array, text
 *               the same decoded as UTF-8 (made when first read)
 *   online      { count }: a heartbeat told how many are in the room
 *   disconnect  { code, reason, reconnect, delay }: the connection ended; delay is the wait before the
 *               next try in milliseconds, when there will be one
 *
 * What it takes care of
 *   - Heartbeats, by default every 4 minutes as goim's servers expect; one that is not answered in 30
 *     seconds means that the connection is dead.
 *   - Reconnecting with back-off (3 s × 1.8 per try, at most 300 s, ± 30 %), except after close codes
 *     4500 to 4999 and operation 6 with "reconnect": false: those say "do not come back unchanged".
 *   - After a reconnect room and watched operations are as they were.
 *   - Operation 9 is unwrapped: a message event a push, however the server packed them.
 *
 * changeRoom, watch, unwatch, send and heartbeat give a Promise that resolves with the server's answer
 * and rejects when the connection ends first or the client is not online.
 *
 * The packet, numbers big-endian:
 *   0        4      6      8           12      16
 *   | length | hdr  | ver  | operation | seq   | body …      length = 16 + body, hdr = 16
 *   | int32  | int16| int16| int32     | int32 |
 */

/** Operations that the protocol itself gives a meaning. */
export const Operation = Object.freeze({
  HEARTBEAT: 2,
  HEARTBEAT_REPLY: 3,
  DISCONNECT: 6,
  LOGIN: 7,
  LOGIN_REPLY: 8,
  BATCH: 9,
  CHANGE_ROOM: 12,
  CHANGE_ROOM_REPLY: 13,
  WATCH: 14,
  WATCH_REPLY: 15,
  UNWATCH: 16,
  UNWATCH_REPLY: 17,
});

/** Largest body a client may send, in bytes. */
export const MAX_BODY = 4096;

const HEADER = 16;
const VERSION = 1;
const EMPTY = new Uint8Array(0);
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Encodes one packet. `body` is a string (sent as UTF-8), a Uint8Array or nothing. */
export function encodePacket(operation, sequence, body = EMPTY) {
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  if (bytes.length > MAX_BODY) {
    throw new RangeError(`a body may have ${MAX_BODY} bytes, this one has ${bytes.length}`);
  }
  const packet = new Uint8Array(HEADER + bytes.length);
  const view = new DataView(packet.buffer);
  view.setInt32(0, packet.length);
  view.setInt16(4, HEADER);
  view.setInt16(6, VERSION);
  view.setInt32(8, operation);
  view.setInt32(12, sequence);
  packet.set(bytes, HEADER);
  return packet;
}

/** All packets in a buffer, one after the other. Throws a RangeError when they are malformed. */
export function decodePackets(buffer) {
  const bytes = buffer instanceof Uint8Array ? buffer : new Uint8Array(buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const packets = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes.length - at < HEADER) {
      throw new RangeError(`${bytes.length - at} bytes are no packet`);
    }
    const length = view.getInt32(at);
    if (length < HEADER || length > bytes.length - at || view.getInt16(at + 4) !== HEADER) {
      throw new RangeError(`malformed packet of length ${length}`);
    }
    packets.push({
      operation: view.getInt32(at + 8),
      version: view.getInt16(at + 6),
      sequence: view.getInt32(at + 12),
      body: bytes.subarray(at + HEADER, at + length),
    });
    at += length;
  }
  return packets;
}

const DEFAULTS = {
  url: "",
  mid: 0,
  key: "",
  room: "",
  platform: "web",
  accepts: [],
  heartbeatMillis: 240_000,
  answerMillis: 30_000,
  backoff: { baseMillis: 3_000, maxMillis: 300_000, factor: 1.8, jitter: 0.3 },
  reconnect: true,
};

/** The operation that answers a request. */
function answerTo(operation) {
  switch (operation) {
    case Operation.LOGIN:
    case Operation.HEARTBEAT:
    case Operation.CHANGE_ROOM:
    case Operation.WATCH:
    case Operation.UNWATCH:
      return operation + 1;
    default:
      return operation;
  }
}

/** One user's connection. See the top of this file. */
export class GoimClient extends EventTarget {
  #options;
  #socket = null;
  #state = "offline";
  #sequence = 0;
  #requests = new Map();
  #watched;
  #room;
  #tries = 0;
  #heartbeatTimer = 0;
  #reconnectTimer = 0;
  #farewell = null;

  constructor(options) {
    super();
    this.#options = { ...DEFAULTS, ...options, backoff: { ...DEFAULTS.backoff, ...options.backoff } };
    this.#watched = new Set(this.#options.accepts);
    this.#room = this.#options.room;
  }

  /** "offline", "connecting", "login", "online", "waiting" or "closed". */
  get state() {
    return this.#state;
  }

  /** The room the client is in, or will be in once it is online. */
  get room() {
    return this.#room;
  }

  /** The watched operations, in ascending order. */
  get watched() {
    return [...this.#watched].sort((a, b) => a - b);
  }

  /** Connects and logs in; the result comes as state events. Does nothing when that is under way. */
  connect() {
    if (this.#socket) {
      return;
    }
    clearTimeout(this.#reconnectTimer);
    this.#farewell = null;
    this.#become("connecting");
    let socket;
    try {
      socket = new WebSocket(this.#options.url);
    } catch (error) {
      // The address itself is no good, so another try would not be better.
      this.#become("closed");
      this.#emit("disconnect", { code: 0, reason: error.message, reconnect: false, delay: 0 });
      return;
    }
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => this.#login());
    socket.addEventListener("message", (event) => this.#receive(event.data));
    socket.addEventListener("close", (event) => this.#ended(socket, event.code, event.reason));
  }

  /** Leaves for good; connect() comes back. */
  close() {
    clearTimeout(this.#reconnectTimer);
    this.#farewell = { code: 1000, reason: "closed by this client", reconnect: false };
    const socket = this.#socket;
    if (socket) {
      socket.close(1000);
      this.#ended(socket, 1000, "");
    } else {
      this.#become("closed");
    }
  }

  /** Enters a room, `type://id`, and leaves the present one; empty only leaves. */
  async changeRoom(room) {
    await this.#request(Operation.CHANGE_ROOM, room);
    this.#room = room;
  }

  /** Watches more operations. */
  async watch(...operations) {
    await this.#request(Operation.WATCH, operations.join(","));
    operations.forEach((operation) => this.#watched.add(operation));
  }

  /** Stops watching operations. */
  async unwatch(...operations) {
    await this.#request(Operation.UNWATCH, operations.join(","));
    operations.forEach((operation) => this.#watched.delete(operation));
  }

  /** Sends an upstream message with an operation of the application, such as 4. */
  async send(operation, body = EMPTY) {
    await this.#request(operation, body);
  }

  /** Sends a heartbeat now; resolves to the online number of the room, 0 when in none. */
  async heartbeat() {
    const { body } = await this.#request(Operation.HEARTBEAT);
    const count = new DataView(body.buffer, body.byteOffset).getInt32(0);
    this.#emit("online", { count });
    return count;
  }

  #login() {
    this.#become("login");
    const { mid, key, platform } = this.#options;
    const token = { mid, key, room_id: this.#room, platform, accepts: this.watched };
    this.#request(Operation.LOGIN, JSON.stringify(token)).then(
      () => {
        this.#tries = 0;
        this.#become("online");
        this.#beat();
      },
      () => {}, // the close event tells
    );
  }

  /** One heartbeat now and the next after its time; one that fails ends the connection. */
  #beat() {
    clearTimeout(this.#heartbeatTimer);
    this.heartbeat().then(
      () => {
        this.#heartbeatTimer = setTimeout(() => this.#beat(), this.#options.heartbeatMillis);
      },
      () => {},
    );
  }

  #request(operation, body) {
    const socket = this.#socket;
    const ready = operation === Operation.LOGIN || this.#state === "online";
    if (!socket || socket.readyState !== WebSocket.OPEN || !ready) {
      return Promise.reject(new Error("not connected"));
    }
    this.#sequence = (this.#sequence + 1) & 0x7fffffff;
    const sequence = this.#sequence;
    const packet = encodePacket(operation, sequence, body);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error("no answer in time"));
        this.#lost(socket);
      }, this.#options.answerMillis);
      this.#requests.set(sequence, { answer: answerTo(operation), resolve, reject, timer });
      socket.send(packet);
    });
  }

  #receive(data) {
    try {
      for (const packet of decodePackets(data)) {
        if (packet.operation === Operation.BATCH) {
          // Only pushes are ever wrapped, and they always are.
          decodePackets(packet.body).forEach((pushed) => this.#pushed(pushed));
        } else if (packet.operation === Operation.DISCONNECT) {
          this.#farewell = JSON.parse(decoder.decode(packet.body));
        } else {
          this.#answered(packet);
        }
      }
    } catch (error) {
      console.error("goim: the server sent something that is no packet", error);
      this.#lost(this.#socket);
    }
  }

  #pushed({ operation, body }) {
    const detail = {
      operation,
      body,
      receivedAt: new Date(),
      get text() {
        return decoder.decode(body);
      },
    };
    this.#emit("message", detail);
  }

  #answered(packet) {
    const request = this.#requests.get(packet.sequence);
    if (request && request.answer === packet.operation) {
      this.#requests.delete(packet.sequence);
      clearTimeout(request.timer);
      request.resolve(packet);
    }
  }

  /** The peer does not answer: the browser may take minutes to notice, so do not wait for it. */
  #lost(socket) {
    if (socket && socket === this.#socket) {
      socket.close();
      this.#ended(socket, 1006, "no answer");
    }
  }

  #ended(socket, closeCode, closeReason) {
    if (socket !== this.#socket) {
      return;
    }
    this.#socket = null;
    clearTimeout(this.#heartbeatTimer);
    for (const request of this.#requests.values()) {
      clearTimeout(request.timer);
      request.reject(new Error("the connection ended"));
    }
    this.#requests.clear();
    const code = this.#farewell?.code ?? closeCode;
    const reason = this.#farewell?.reason ?? closeReason;
    const welcome = this.#farewell?.reconnect !== false && !(closeCode >= 4500 && closeCode <= 4999);
    const reconnect = welcome && this.#options.reconnect;
    const delay = reconnect ? this.#nextDelay() : 0;
    this.#become(reconnect ? "waiting" : "closed");
    this.#emit("disconnect", { code, reason, reconnect, delay });
    if (reconnect) {
      this.#reconnectTimer = setTimeout(() => this.connect(), delay);
    }
  }

  #nextDelay() {
    const { baseMillis, maxMillis, factor, jitter } = this.#options.backoff;
    const plain = Math.min(maxMillis, baseMillis * factor ** this.#tries);
    this.#tries += 1;
    return Math.round(plain * (1 + jitter * (Math.random() * 2 - 1)));
  }

  #become(state) {
    const previous = this.#state;
    if (state !== previous) {
      this.#state = state;
      this.#emit("state", { state, previous });
    }
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
