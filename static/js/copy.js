// Adds a "Copy" button to each element with data-copy. Without this script nothing is missing:
// the text can be selected by hand.
//
// data-copy          the text to copy; left empty, the element's own text
// data-copy-name     what is copied ("the fax number"), read out after the button's label
// data-copy-label, data-copied-label, data-copy-failed-label
//                    the button's words, on the element or on <body>, so that they are translated
(() => {
  "use strict";

  const SHOWN_FOR = 2500; // milliseconds that "Copied" stays on a button

  /** The words for one state of a button: the element's own, else the page's. */
  const label = (element, name) => element.dataset[name] || document.body.dataset[name] || "";

  const status = document.createElement("div");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");

  /** Put text on the clipboard; false where the browser or the reader refuses. */
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  };

  /** The text that a reader would copy by hand: lines as they stand, no blanks at the edges. */
  const ownText = (element) =>
    element.innerText
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean)
      .join("\n");

  const addButton = (element) => {
    const own = ownText(element);
    const button = document.createElement("button");
    const words = document.createElement("span");
    button.type = "button";
    button.className = "copy-button";
    words.textContent = label(element, "copyLabel");
    button.append(words);
    if (element.dataset.copyName) {
      const name = document.createElement("span");
      name.className = "visually-hidden";
      name.textContent = ` ${element.dataset.copyName}`;
      button.append(name);
    }

    let timer;
    button.addEventListener("click", async () => {
      const done = await copy(element.dataset.copy || own); // which another script may have changed
      const said = label(element, done ? "copiedLabel" : "copyFailedLabel");
      words.textContent = said || words.textContent;
      button.dataset.state = done ? "copied" : "failed";
      status.textContent = [said, element.dataset.copyName].filter(Boolean).join(": ");
      clearTimeout(timer);
      timer = setTimeout(() => {
        words.textContent = label(element, "copyLabel");
        delete button.dataset.state;
        status.textContent = "";
      }, SHOWN_FOR);
    });
    element.append(button);
  };

  const start = () => {
    // Browsers give the clipboard only to pages that came over a safe connection.
    if (!navigator.clipboard || !label(document.body, "copyLabel")) return;
    document.body.append(status);
    const add = () => document.querySelectorAll("[data-copy]:not(:has(> .copy-button))").forEach(addButton);
    window.addEventListener("qalam:copy", add);
    add();
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
