// The grid of a sheet of paper: arrows move between squares, totals add themselves up.
// Without this script the Tab key moves, and the totals are read after saving.
"use strict";

(() => {
  const grid = document.getElementById("tally");
  if (!grid) return;
  const rows = [...grid.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]);
  const byId = (id) => document.getElementById(id);
  const value = (input) => Number.parseInt(input.value, 10) || 0;

  function addUp() {
    let all = 0;
    for (const row of rows) {
      const sum = row.reduce((total, input) => total + value(input), 0);
      row[0].closest("tr").querySelector(".tally-sum").textContent = sum || "";
      all += sum;
    }
    byId("tally-total").textContent = String(all);
  }

  grid.addEventListener("keydown", (event) => {
    const row = rows.findIndex((inputs) => inputs.includes(event.target));
    if (row < 0) return;
    const column = rows[row].indexOf(event.target);
    const next = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
    }[event.key];
    const target = next && rows[next[0]] && rows[next[0]][next[1]];
    if (!next) return;
    event.preventDefault();
    if (target) { target.focus(); target.select(); }
  });
  grid.addEventListener("input", addUp);
  addUp();
})();
