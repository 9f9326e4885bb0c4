// Suggestions while typing, as a combobox (WAI-ARIA 1.2: input, list of options, no focus lost).
// Without this script the form is whole. Written for old browsers too: ES5, XMLHttpRequest.
(function () {
  "use strict";

  var WAIT = 180; // milliseconds without a key before asking
  var SHORTEST = 2; // letters
  var input = document.querySelector("input[data-suggestions]");
  if (!input || !window.XMLHttpRequest || !window.JSON) { return; }

  var form = input.form;
  var list = document.createElement("ul");
  var said = document.createElement("p");
  var timer = null, asking = null, active = -1, typed = input.value;

  list.id = input.id + "-suggestions";
  list.className = "question-suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("data-list"));
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  input.parentNode.appendChild(list);
  input.parentNode.appendChild(said);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(text) {
    input.value = text;
    close();
    form.submit();
  }

  function option(text, place) {
    var item = document.createElement("li");
    item.id = list.id + "-" + place;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.appendChild(document.createTextNode(text));
    // A press would take the focus from the field and close the list before the click.
    item.addEventListener("mousedown", function (event) { event.preventDefault(); });
    item.addEventListener("click", function () { choose(text); });
    return item;
  }

  function show(texts) {
    while (list.firstChild) { list.removeChild(list.firstChild); }
    for (var place = 0; place < texts.length; place += 1) {
      list.appendChild(option(texts[place], place));
    }
    if (!texts.length || document.activeElement !== input) {
      close();
      said.textContent = texts.length ? "" : input.getAttribute("data-none");
      return;
    }
    list.hidden = false;
    active = -1;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
    said.textContent = texts.length + " – " + input.getAttribute("data-some");
  }

  function ask() {
    var words = input.value.replace(/^\s+|\s+$/g, "");
    if (asking) { asking.abort(); asking = null; }
    if (words.length < SHORTEST) { close(); said.textContent = ""; return; }
    var request = new XMLHttpRequest();
    asking = request;
    request.open("GET", input.getAttribute("data-suggestions") + "?q=" + encodeURIComponent(words));
    request.onload = function () {
      if (request !== asking || request.status !== 200) { return; }
      try { show(JSON.parse(request.responseText).suggestions); } catch (error) { close(); }
    };
    request.send();
  }

  function move(step) {
    var items = list.children;
    if (active >= 0) { items[active].setAttribute("aria-selected", "false"); }
    // One place more than the options: the field itself, with what was typed.
    active = (active + 1 + step + items.length + 1) % (items.length + 1) - 1;
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
      input.value = typed;
      return;
    }
    items[active].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", items[active].id);
    input.value = items[active].textContent;
  }

  input.addEventListener("input", function () {
    typed = input.value;
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  });

  input.addEventListener("keydown", function (event) {
    var key = event.key;
    if (event.isComposing) { return; }
    if ((key === "ArrowDown" || key === "Down") && list.hidden) { ask(); event.preventDefault(); return; }
    if (list.hidden) { return; }
    if (key === "ArrowDown" || key === "Down") { move(1); event.preventDefault(); }
    if (key === "ArrowUp" || key === "Up") { move(-1); event.preventDefault(); }
    if (key === "Escape" || key === "Esc") { input.value = typed; close(); event.preventDefault(); }
    if (key === "Tab") { close(); }
  });

  input.addEventListener("blur", function () {
    window.clearTimeout(timer);
    close();
  });

  form.addEventListener("submit", function () {
    window.clearTimeout(timer);
    if (asking) { asking.abort(); asking = null; }
    close();
  });
}());
