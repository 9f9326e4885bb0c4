// The caller's screen by keyboard: letters choose what the company answered, figures how the call
// ended. Without this script everything is there in one page, and the buttons do the same.
"use strict";

const form = document.getElementById("ending");
const steps = [...document.querySelectorAll(".call-steps > li")];
const token = form.elements.token.value;
const csrf = form.elements.csrfmiddlewaretoken.value;
const path = [];
const trail = [];
let shown = null;
let isSent = false;

/** Show one step of the script alone. */
function show(step) {
  for (const one of steps) one.hidden = one !== step;
  shown = step;
  document.getElementById("step-said").textContent = step.querySelector("h3").textContent;
}

/** Go where an answer leads, and remember the way. */
function follow(link) {
  const goal = document.getElementById(link.hash.slice(1));
  if (!goal) return;
  path.push({ step: link.dataset.step, answer: link.dataset.answer });
  trail.push(shown);
  form.elements.path.value = JSON.stringify(path);
  show(goal);
}

function back() {
  if (!trail.length) return;
  path.pop();
  form.elements.path.value = JSON.stringify(path);
  show(trail.pop());
}

/** What an outcome wants besides: a day, a few words, an address. */
function want(outcome) {
  let first = null;
  for (const more of form.querySelectorAll("[data-for]")) {
    more.hidden = !more.dataset.for.split(" ").includes(outcome);
    if (!more.hidden && !first) first = more.querySelector("input");
  }
  return first;
}

function choose(radio) {
  radio.checked = true;
  const first = want(radio.value);
  if (first) {
    first.focus();
    return;
  }
  form.requestSubmit(form.querySelector("button[type=submit]"));
}

document.addEventListener("keydown", (event) => {
  const field = event.target;
  const isWriting = field.matches("input:not([type=radio]), textarea, select");
  if (event.key === "Escape" && isWriting) {
    field.blur();
    return;
  }
  if (isWriting || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key.toLowerCase();
  const outcome = form.querySelector(`input[data-key="${CSS.escape(key)}"]`);
  const answer = shown && shown.querySelector(`a[data-key="${CSS.escape(key)}"]`);
  const button = document.querySelector(`button[data-key="${CSS.escape(key)}"]`);
  if (outcome) choose(outcome);
  else if (answer) follow(answer);
  else if (button) button.click();
  else if (event.key === "Backspace") back();
  else return;
  event.preventDefault();
});

for (const radio of form.querySelectorAll("input[data-key]")) {
  radio.addEventListener("change", () => want(radio.value));
}
for (const link of document.querySelectorAll(".call-answers a")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    follow(link);
  });
}
document.getElementById("step-back").addEventListener("click", back);

// Enter twice is one call: the server knows the token too.
form.addEventListener("submit", (event) => {
  if (isSent) event.preventDefault();
  isSent = true;
});
for (const other of document.querySelectorAll("form[data-leaves]")) {
  other.addEventListener("submit", () => (isSent = true));
}

/** A sign of life: while the page is there, the company is this caller's. */
function tell(extra) {
  const body = new FormData();
  body.set("token", token);
  body.set("csrfmiddlewaretoken", csrf);
  for (const [name, value] of Object.entries(extra)) body.set(name, value);
  return body;
}
async function live() {
  try {
    const answer = await fetch(form.dataset.alive, { method: "POST", body: tell({}) });
    document.getElementById("lock-lost").hidden = answer.status !== 410;
  } catch {
    // The line is down: the next sign of life says whether the company is still ours.
  }
}
setInterval(live, 30000);
window.addEventListener("pagehide", () => {
  if (!isSent) navigator.sendBeacon(form.dataset.alive, tell({ leaving: "1" }));
});

if (steps.length) show(steps[0]);
const chosen = form.querySelector("input[name=outcome]:checked");
want(chosen ? chosen.value : "");
if (chosen) (form.querySelector("[data-for]:not([hidden]) input") || chosen).focus();
