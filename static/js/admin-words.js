// Goes on where the server stops: fields of the admin say which language their words are in (lang,
// dir on an input), but rich text editors and blocks are drawn by script, and know nothing of it.
(() => {
  "use strict";

  const PAGE = "form[data-edit-form] [name=title][lang]";
  // Words in blocks; numbers, days, addresses and what has a direction of its own are none.
  const BLOCK_FIELDS =
    "[data-streamfield-stream-container] .w-field--char_field :is(input, textarea):not([dir])";
  // Wagtail repeats the first words of a block beside its kind, and in the outline of the page.
  const REPEATED = ":is(.c-sf-block__title, .w-minimap-item__text):not([dir])";
  const ARABIC = /[\u0620-\u06ff]/;
  const RICH_TEXT = "input[type=hidden][lang]";

  /** Say of an element what its field says. */
  const like = (element, { lang, dir }) => {
    if (element.lang === lang && element.dir === dir) return;
    element.lang = lang;
    element.dir = dir;
  };

  const mark = () => {
    const title = document.querySelector(PAGE);
    if (title) {
      for (const field of document.querySelectorAll(BLOCK_FIELDS)) like(field, title);
      for (const element of document.querySelectorAll(REPEATED)) {
        element.dir = "auto";
        // Names of offices stand between them, in the language of the interface.
        const said = element.textContent;
        if (said && ARABIC.test(said) === (title.dir === "rtl")) element.lang = title.lang;
      }
    }
    for (const field of document.querySelectorAll(RICH_TEXT)) {
      const editor = field.parentElement.querySelector(".public-DraftEditor-content");
      if (editor) like(editor, field);
    }
  };

  const start = () => {
    mark();
    // Blocks are added while editing, and editors are drawn after the page.
    new MutationObserver(mark).observe(document.body, { childList: true, subtree: true });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
