/* The queue asks for itself again every few seconds. Whoever is choosing a desk is left in peace,
   and what they chose stays chosen. */
"use strict";

(() => {
  const part = document.getElementById("queue-now");
  if (!part) return;
  const chosen = new Map();

  part.addEventListener("change", (event) => {
    if (event.target.matches("select[id]")) chosen.set(event.target.id, event.target.value);
  });

  part.addEventListener("htmx:beforeRequest", (event) => {
    const held = document.activeElement;
    if (part.contains(held) && held.matches("select, input")) event.preventDefault();
  });

  // A list opened while the answer was on its way is not taken from under the hand either.
  part.addEventListener("htmx:beforeSwap", (event) => {
    const held = document.activeElement;
    if (part.contains(held) && held.matches("select, input")) event.detail.shouldSwap = false;
  });

  part.addEventListener("htmx:afterSwap", () => {
    chosen.forEach((value, id) => {
      const list = document.getElementById(id);
      const isThere = list && [...list.options].some((option) => option.value === value);
      if (isThere) list.value = value;
      else chosen.delete(id);
    });
  });
})();
