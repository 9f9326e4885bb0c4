// Buttons that copy the text of a field; without a clipboard (plain http) they select it.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", () => {
    field.select();
    const copied = navigator.clipboard
      ? navigator.clipboard.writeText(field.value)
      : Promise.resolve(document.execCommand("copy"));
    copied.then(() => {
      document.getElementById(`${field.id}-copied`).textContent = button.dataset.copied;
    }, () => field.focus());
  });
}
