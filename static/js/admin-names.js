// Names each rich text editor of the admin by the heading of its field: Wagtail's own have no
// accessible name, and a screen reader would say "edit text" for each alike.
(() => {
  "use strict";

  const EDITOR = ".public-DraftEditor-content:not([aria-labelledby])";

  /** Give every unnamed editor the name of the section or label that it stands in. */
  const nameEditors = () => {
    for (const editor of document.querySelectorAll(EDITOR)) {
      const field =
        editor.closest("[data-field]")?.querySelector("label[id]") ??
        editor.closest(".w-field__wrapper")?.querySelector("label[id]");
      const heading = editor.closest("section[aria-labelledby]");
      const id = field?.id || heading?.getAttribute("aria-labelledby");
      if (id) editor.setAttribute("aria-labelledby", id);
    }
  };

  const start = () => {
    nameEditors();
    // Blocks are added while editing, and editors are drawn after the page.
    new MutationObserver(nameEditors).observe(document.body, { childList: true, subtree: true });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
