// Puts a button beside each line that is meant for copying. Without it, one tap on the line selects all of it.
(() => {
  "use strict";
  const { copy, copied } = document.currentScript.dataset;
  const SHOWN = 2500; // milliseconds for which a button says that it has copied
  if (!navigator.clipboard) return; // Browsers withhold it where the page came over a plain connection.

  const told = document.createElement("p");
  told.className = "unseen";
  told.setAttribute("role", "status");
  document.querySelector("main").append(told);

  for (const line of document.querySelectorAll(".copy-line")) {
    const text = line.querySelector(".copy");
    const label = line.querySelector("dt").textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = copy;
    button.setAttribute("aria-label", `${copy}: ${label}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = copied;
      told.textContent = `${copied}: ${label}`;
      setTimeout(() => {
        button.textContent = copy;
        told.textContent = "";
      }, SHOWN);
    });
    text.after(button);
  }
})();
