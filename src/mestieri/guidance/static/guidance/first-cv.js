// The CV writer without new pages: the next one takes the place of this one, so that «back» in
// the browser goes a page back without losing a word, and the history of a shared computer
// holds nothing to come back to. Without this script each button brings a page of its own.
(function () {
  "use strict";

  var STATION = "mestieri-station ";
  var MINUTES_OF_SILENCE = 58, MINUTES_TO_ANSWER = 2;
  var script = document.currentScript || document.querySelector("script[data-leaving]");
  var start = script.getAttribute("data-start");
  var isStation = String(window.name).indexOf(STATION) === 0;
  var silence = null, asking = null, busy = false;

  function form() { return document.querySelector("[data-cv-form]"); }

  function said(sentence) {
    var old = document.querySelector("[data-cv-said]");
    if (old) { old.remove(); }
    if (!sentence) { return; }
    var notice = document.createElement("p");
    notice.className = "alert alert-warning";
    notice.setAttribute("role", "alert");
    notice.setAttribute("data-cv-said", "");
    notice.textContent = sentence;
    document.querySelector("[data-cv]").prepend(notice);
  }

  // A station opens no other window, where it could not begin again: it prints what one sees.
  function fitStation() {
    var print = document.querySelector("[data-print]");
    if (!isStation || !print) { return; }
    document.querySelector("[data-new-tab]").hidden = true;
    print.hidden = false;
    print.addEventListener("click", function () { window.print(); });
  }

  // Who leaves by mistake is asked; a station that starts again is not.
  function mayLose(event) { event.preventDefault(); }

  function guard(isOn) {
    window.removeEventListener("beforeunload", mayLose);
    if (isOn && !isStation) { window.addEventListener("beforeunload", mayLose); }
  }

  // What is sent to come back to a page is known for good only once it was left: something new
  // has a number by then.
  function mark(push) {
    function named(page) { return Object.assign({}, window.history.state, { page: page }); }
    if (push) {
      if (form() && form().dataset.left) {
        window.history.replaceState(named(form().dataset.left), "");
      }
      window.history.pushState(named(form() ? form().dataset.name : ""), "");
    } else {
      window.history.replaceState(named(form() ? form().dataset.name : ""), "");
    }
  }

  function show(text, push) {
    var next = new DOMParser().parseFromString(text, "text/html");
    document.querySelector("[data-cv]").replaceWith(document.adoptNode(next.querySelector("[data-cv]")));
    document.title = next.title;
    mark(push);
    guard(Boolean(form()));
    fitStation();
    var wrong = document.querySelector(".field-wrong :is(input, select, textarea)");
    var heading = document.getElementById("heading");
    window.scrollTo(0, 0);
    if (wrong) { wrong.focus(); } else if (heading) { heading.focus(); }
  }

  function send(body, address, push) {
    if (busy) { return; }
    var isNew = push;
    busy = true;
    window.fetch(address, { method: "POST", body: new URLSearchParams(body), cache: "no-store" })
      .then(function (answer) {
        if (answer.status !== 200 && answer.status !== 422) { throw new Error("refused"); }
        isNew = push && answer.status === 200;  // a page that is not in order is the same page
        return answer.text();
      })
      .then(function (text) { said(""); show(text, isNew); })
      .catch(function () { said(script.getAttribute("data-failed")); })
      .finally(function () { busy = false; });
  }

  document.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (event.target !== form() || (button && button.hasAttribute("data-plain"))) {
      guard(false);
      window.setTimeout(function () { guard(Boolean(form())); }, 1000);
      return;
    }
    event.preventDefault();
    send(new FormData(form(), button), form().action, true);
  });

  window.addEventListener("popstate", function (event) {
    var page = event.state && event.state.page;
    if (!form() || !page) { window.location.replace(start); return; }
    var body = new FormData(form());
    body.append("vai", page);
    send(body, form().action, false);
  });

  function leave() {
    guard(false);
    window.location.replace(start);
  }

  function ask() {
    if (!form()) { return; }
    said(script.getAttribute("data-leaving"));
    asking = window.setTimeout(leave, MINUTES_TO_ANSWER * 60000);
  }

  function awake() {
    if (asking) { said(""); }
    window.clearTimeout(silence);
    window.clearTimeout(asking);
    asking = null;
    silence = window.setTimeout(ask, MINUTES_OF_SILENCE * 60000);
  }

  ["keydown", "pointerdown", "scroll", "input"].forEach(function (name) {
    document.addEventListener(name, awake, true);
  });
  mark(false);
  guard(Boolean(form()));
  fitStation();
  awake();
}());
