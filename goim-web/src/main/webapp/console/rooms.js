/** The largest rooms. */
import { get } from "./api.js";
import { button, element } from "./dialogs.js";
import { count } from "./numbers.js";

const SHOWN = 24;

const $ = (id) => document.getElementById(id);

export class Rooms {
  #aim;
  #items = new Map();

  /** @param aim is given the room that a test push shall go to */
  constructor(aim) {
    this.#aim = aim;
  }

  async refresh() {
    let rooms;
    let total;
    try {
      ({ rooms, total } = await get("/goim/admin/rooms", { limit: SHOWN }));
    } catch (failure) {
      $("rooms-empty").hidden = false;
      $("rooms-empty").textContent = `Rooms cannot be shown: ${failure.message}`;
      return;
    }
    const list = $("rooms-list");
    const most = rooms[0]?.count ?? 1;
    const names = new Set(rooms.map(({ room_id: room }) => room));
    for (const [name, item] of this.#items) {
      if (!names.has(name)) {
        item.line.remove();
        this.#items.delete(name);
      }
    }
    rooms.forEach(({ room_id: room, count: members }, place) => {
      const item = this.#items.get(room) ?? this.#add(room);
      if (list.children[place] !== item.line) {
        list.insertBefore(item.line, list.children[place] ?? null);
      }
      item.members.textContent = count(members);
      item.bar.style.width = `${(100 * members) / most}%`;
    });
    $("rooms-empty").hidden = rooms.length > 0;
    $("rooms-empty").textContent = "Nobody is in a room. A client enters one with room_id in its login, or with operation 12.";
    $("rooms-summary").textContent =
      total > rooms.length ? `the largest ${rooms.length} of ${count(total)}` : "";
  }

  #add(room) {
    const line = document.createElement("li");
    const name = element("span", room, "name");
    name.title = room;
    const bar = element("span");
    const track = element("span", "", "bar-track");
    track.append(bar);
    const members = element("span", "", "count");
    line.append(name, track, members);
    line.append(button("Push…", `Test push to room ${room}`, () => this.#aim(room), "quiet"));
    const item = { line, bar, members };
    this.#items.set(room, item);
    return item;
  }
}
