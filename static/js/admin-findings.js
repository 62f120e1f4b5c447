// Leads from the list of findings to the field in the editor: what the address names is drawn by
// script after the page, so that the browser alone stays at the top. The editor of translations
// gives its texts no ids; they are found by their place in the source ("letters.….body").
(() => {
  "use strict";

  const GIVE_UP = 10000; // milliseconds
  const AFTER_WAGTAIL = 300; // milliseconds; it scrolls for itself a moment after the page is there
  const INPUT =
    "input:not([type=hidden]), select, [contenteditable=true], textarea:not([hidden]), button";

  /** The line of the translation editor with the text at a place; null while it isn't drawn. */
  const inTranslation = (place) => {
    const editor = document.querySelector(".js-translation-editor[data-props]");
    if (!editor) return null;
    const { segments } = JSON.parse(editor.dataset.props);
    const segment = segments.find((one) => one.contentPath === place);
    if (!segment) return null;
    // The same words may stand in several places: they are drawn in the order of the segments.
    const alike = segments.filter((one) => one.source === segment.source);
    const lines = [...editor.querySelectorAll("li > p")].filter(
      (source) => source.textContent === segment.source,
    );
    return lines[alike.indexOf(segment)]?.closest("li") ?? null;
  };

  /** Show what a place names, and put the keyboard there; false while it isn't drawn. */
  const show = (place) => {
    // Where a translation is edited as a page, the panel knows the id of the field.
    const links = [...document.querySelectorAll("#findings a[data-place]")];
    const link = links.find((one) => one.dataset.place === place || one.hash === `#${place}`);
    const id = link ? link.hash.slice(1) : place;
    const field = document.getElementById(id) ?? inTranslation(place);
    if (!field) return false;
    for (let panel = field.closest("[data-panel]"); panel; ) {
      const toggle = panel.querySelector("[data-panel-toggle]");
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
      panel = panel.parentElement.closest("[data-panel]");
    }
    const holder = field.closest("[data-field]") ?? field;
    const input = holder.querySelector(INPUT) ?? holder;
    if (input === holder) holder.tabIndex = -1;
    input.focus({ preventScroll: true });
    holder.scrollIntoView({ block: "center", behavior: "instant" });
    return true;
  };

  const start = () => {
    const place = decodeURIComponent(location.hash.slice(1));
    if (!place || !document.querySelector(".page-editor, [data-edit-form]")) return;
    if (show(place)) return;
    const watcher = new MutationObserver(() => {
      if (show(place)) watcher.disconnect();
    });
    watcher.observe(document.body, { childList: true, subtree: true });
    setTimeout(() => watcher.disconnect(), GIVE_UP);
  };

  addEventListener("load", () => setTimeout(start, AFTER_WAGTAIL));
})();
