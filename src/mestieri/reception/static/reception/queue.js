// The queue is asked again every few seconds: the desk that somebody chose stays chosen, and
// the button or link on which a keyboard stands is still under it.
"use strict";

const chosen = new Map();

// While a list or a field inside has the focus, nothing is taken from under the hand; but
// not for ever: whoever chose and went away comes back to the queue as it is.
const MOST_SKIPS = 3;
let skips = 0;
document.body.addEventListener("htmx:beforeRequest", (event) => {
  const focus = document.activeElement;
  const inside = event.target.id === "queue-now" && event.target.contains(focus);
  const waits = inside && focus.matches("select, input") && skips < MOST_SKIPS;
  skips = waits ? skips + 1 : 0;
  if (waits) event.preventDefault();
});

document.body.addEventListener("change", (event) => {
  if (event.target.matches("#queue-now select")) chosen.set(event.target.id, event.target.value);
});

let held = "";

/** How the button or link that has the focus can be found again; empty if none inside has it. */
function nameOf(focus) {
  if (focus.matches("a[href]")) return `a[href="${focus.getAttribute("href")}"]`;
  if (!focus.matches("button[value]") || !focus.form) return "";
  return `form[action="${focus.form.getAttribute("action")}"] button[value="${focus.value}"]`;
}

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const focus = document.activeElement;
  held = event.detail.target.contains(focus) ? nameOf(focus) : "";
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (held) event.detail.target.querySelector(held)?.focus({ preventScroll: true });
  for (const [id, value] of chosen) {
    const select = document.getElementById(id);
    if (select && [...select.options].some((option) => option.value === value)) select.value = value;
  }
});
