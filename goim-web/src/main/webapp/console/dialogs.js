/** What the parts of the console say to the operator, and ask. */

const $ = (id) => document.getElementById(id);
const SAID_MILLIS = 6_000;
let silence;

/** Says something in passing, also to screen readers. */
export function say(text) {
  $("said").textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => ($("said").textContent = ""), SAID_MILLIS);
}

/** Asks before something that cannot be called back; resolves to true or false. */
export function confirm({ title, text, yes }) {
  const dialog = $("confirm-dialog");
  $("confirm-title").textContent = title;
  $("confirm-text").textContent = text;
  $("confirm-yes").textContent = yes;
  dialog.returnValue = "no";
  dialog.showModal();
  $("confirm-no").focus();
  return new Promise((answer) =>
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true }),
  );
}

export function note(id, text, kind = "") {
  $(id).textContent = text;
  $(id).dataset.kind = kind;
}

export function onSubmit(id, action) {
  $(id).addEventListener("submit", (event) => {
    event.preventDefault();
    action();
  });
}

/** An element with a text in it. */
export function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

/** A button that says the whole of what it does to those who do not see what is around it. */
export function button(text, label, action, className = "") {
  const made = element("button", text, className);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.addEventListener("click", action);
  return made;
}
