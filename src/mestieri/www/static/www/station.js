// The site on a shared station of the centre: it begins again by itself and remembers nothing.
// A tab becomes a station by opening the station's page; `window.name` says so, and lives as
// long as the tab. On every other device this script does nothing.
(function () {
  "use strict";

  var MARK = "mestieri-station ";
  var SECONDS_TO_ANSWER = 20;
  // Who writes stops to think: such a page asks for a longer silence.
  var patient = document.querySelector("[data-silence]");
  var SECONDS_OF_SILENCE = patient ? Number(patient.getAttribute("data-silence")) : 60;
  var script = document.currentScript || document.querySelector("script[data-start]");
  var start = script && script.getAttribute("data-start");
  var isStart = Boolean(document.querySelector("[data-station]"));
  var silence = null, warning = null, notice = null;

  if (isStart) { window.name = MARK + Date.now(); }
  if (!start || String(window.name).indexOf(MARK) !== 0) { return; }

  function startAgain() { window.location.replace(start); }

  // Pages of who was here before do not come back with «back»: they bear another mark.
  function belongs() {
    var state = window.history.state;
    if (!isStart && state && state.station && state.station !== window.name) {
      startAgain();
      return false;
    }
    window.history.replaceState({ station: window.name }, "");
    return true;
  }

  function ask() {
    notice.hidden = false;
    warning = window.setTimeout(startAgain, SECONDS_TO_ANSWER * 1000);
  }

  function awake() {
    window.clearTimeout(silence);
    window.clearTimeout(warning);
    notice.hidden = true;
    silence = window.setTimeout(ask, SECONDS_OF_SILENCE * 1000);
  }

  function button() {
    var again = document.createElement("button");
    again.type = "button";
    again.className = "btn btn-primary station-again";
    again.textContent = script.getAttribute("data-again");
    again.addEventListener("click", startAgain);
    return again;
  }

  if (!belongs()) { return; }
  var bar = document.createElement("div");
  notice = document.createElement("p");
  bar.className = "station-bar";
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", script.getAttribute("data-again"));
  notice.setAttribute("role", "alert");
  notice.textContent = script.getAttribute("data-asking");
  notice.hidden = true;
  bar.appendChild(notice);
  if (!isStart) { bar.appendChild(button()); }
  document.body.appendChild(bar);
  if (isStart && document.querySelector("form.question-form")) {
    document.querySelector("form.question-form").reset();
  }
  ["keydown", "mousedown", "mousemove", "touchstart", "scroll", "input"].forEach(function (name) {
    document.addEventListener(name, awake, true);
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { belongs(); } });
  awake();
}());
