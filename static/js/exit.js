// "Leave this page": without this script a plain link. With it the page is blank at once, the other
// one takes its place, so that the back button leads past it, and Shift pressed three times in a
// row does the same. What is here already in the history stays there: the page says so.
(() => {
  "use strict";

  const IN_A_ROW = 5000; // milliseconds that three presses may take
  const link = document.querySelector("[data-exit]");
  if (!link) return;

  const leave = () => {
    document.documentElement.hidden = true;
    document.title = "\u00a0";
    location.replace(link.href);
  };

  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // into another tab, as asked for
    event.preventDefault();
    leave();
  });

  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") presses = [];
    if (event.key !== "Shift" || event.repeat) return;
    presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < IN_A_ROW);
    if (presses.length === 3) leave();
  });

  // Where a browser shows again what it had kept of the page, it is a page again.
  window.addEventListener("pageshow", () => {
    document.documentElement.hidden = false;
  });

  document.querySelectorAll("[data-exit-scripted]").forEach((words) => {
    words.hidden = false;
  });
})();
