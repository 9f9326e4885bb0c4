// Says on which line of the text one is writing: what is wrong is told by line.
(function () {
  "use strict";

  var script = document.currentScript || document.querySelector("script[data-line]");
  var text = document.querySelector("textarea.guidance-text");
  if (!text) { return; }
  var said = document.createElement("p");
  said.className = "line-said";
  text.insertAdjacentElement("afterend", said);
  function say() {
    var number = text.value.slice(0, text.selectionStart).split("\n").length;
    said.textContent = script.getAttribute("data-line") + " " + number;
  }
  ["keyup", "click", "input"].forEach(function (name) { text.addEventListener(name, say); });
  say();
}());
