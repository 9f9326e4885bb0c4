// The project sheet, where there is JavaScript: pages that answer a post take the place of the one
// before, so that the history of a shared computer holds none of them; what is typed is saved by
// itself; after twenty minutes in which nobody does anything the sheet closes.
(function () {
  "use strict";

  var SECONDS_OF_PAUSE = 4, SECONDS_OPEN = 18 * 60, SECONDS_TO_TRY_AGAIN = 3;
  var script = document.currentScript || document.querySelector("script[data-lost]");
  var main = document.getElementById("main");
  var turn = Promise.resolve();  // one post at a time: each has the ticket of the one before
  var pause = null, closing = null, again = null;

  document.body.classList.add("is-scripted");
  if (String(window.name).indexOf("mestieri-station ") === 0) { document.body.classList.add("on-station"); }

  // The square of the printed sheet brings the words after «#»: no browser ever sends those.
  function wordsOfTheSquare() {
    var field = document.getElementById("words");
    if (!field || !/^#[a-z]+(-[a-z]+){3}$/.test(window.location.hash)) { return; }
    field.value = window.location.hash.slice(1).split("-").join(" ");
    window.history.replaceState(window.history.state, "", window.location.pathname);
    field.focus();
  }

  function bodyOf(form, button) {
    var data = new FormData(form);
    if (button && button.name) { data.append(button.name, button.value); }
    return form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  }

  function post(form, button) {
    return window.fetch(form.action, { method: "POST", body: bodyOf(form, button), cache: "no-store" });
  }

  function send(form, button) {
    window.clearTimeout(pause);
    window.clearTimeout(again);
    turn = turn.then(function () {
      main.setAttribute("aria-busy", "true");
      return post(form, button);
    }).then(take).catch(function () { say(script.getAttribute("data-lost")); }).then(function () {
      main.removeAttribute("aria-busy");
    });
  }

  function take(response) {
    if ((response.headers.get("Content-Type") || "").indexOf("text/html") === 0) {
      return response.text().then(show);
    }
    return response.blob().then(function (blob) { takeAway(response, blob); });
  }

  function takeAway(response, blob) {
    var name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") || "");
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name ? name[1] : "";
    link.click();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  function show(text) {
    var page = new DOMParser().parseFromString(text, "text/html");
    var there = page.getElementById("main");
    if (!there) { say(page.body.textContent.trim() || script.getAttribute("data-lost")); return; }
    main.replaceChildren.apply(main, Array.from(there.childNodes));
    document.title = page.title;
    var next = main.querySelector("[autofocus]") || main.querySelector("[data-said]");
    if (next) { next.focus(); } else { main.focus(); window.scrollTo(0, 0); }
    begin();
  }

  function say(sentence) {
    var notice = main.querySelector("[data-kept]") || main.querySelector("[data-said]");
    if (!notice) {
      notice = document.createElement("p");
      notice.setAttribute("role", "alert");
      notice.setAttribute("data-said", "");
      main.querySelector("h1").after(notice);
    }
    notice.textContent = sentence;
  }

  // Saves without touching what is being written; whatever cannot be saved waits for the button.
  function saveByItself(form) {
    turn = turn.then(function () {
      return main.contains(form) ? post(form, { name: "do", value: "quiet" }) : null;
    }).then(function (response) {
      if (!response || !response.ok) { return null; }
      return response.json().then(function (kept) {
        form.elements.ticket.value = kept.ticket;
        form.elements.revision.value = kept.revision;
        say(script.getAttribute("data-saved"));
      });
    }).catch(function () { /* the button will say it */ });
  }

  function awake(form) {
    window.clearTimeout(closing);
    closing = window.setTimeout(function () {
      send(form, main.querySelector("[data-finish]"));
    }, SECONDS_OPEN * 1000);
  }

  function begin() {
    var form = main.querySelector("form[data-sheet]"), waiting = main.querySelector("form[data-again]");
    window.clearTimeout(closing);
    if (form) { awake(form); }
    if (waiting) {
      again = window.setTimeout(function () { send(waiting, null); }, (SECONDS_TO_TRY_AGAIN + 4 * Math.random()) * 1000);
    }
  }

  document.addEventListener("submit", function (event) {
    if (!event.target.matches("form[data-in-place]")) { return; }
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.addEventListener("input", function (event) {
    var form = event.target.closest("form[data-sheet]");
    if (!form || event.target.name === "slip") { return; }
    awake(form);
    window.clearTimeout(pause);
    pause = window.setTimeout(function () { saveByItself(form); }, SECONDS_OF_PAUSE * 1000);
  });
  document.addEventListener("keydown", function (event) {
    var line = event.key === "Enter" && event.target.matches("input[type=text], input[type=date]") && event.target.closest(".project-line");
    var button = line && (line.querySelector(":scope > .btn-outline-primary") || (line.closest("[data-list]") || line).querySelector(".project-new .btn"));
    if (button) { event.preventDefault(); button.click(); }
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) { window.print(); }
  });
  wordsOfTheSquare();
  begin();
}());
