// The editor of translations draws texts, and fields to translate them in, that say neither which
// language they are in nor what they are for. This says it. It is given data-source-lang,
// data-source-dir, data-target-lang and data-target-dir; and data-heading, for the one heading that
// the editor has in English in every language.
(() => {
  "use strict";

  const { sourceLang, sourceDir, targetLang, targetDir, heading } = document.currentScript.dataset;
  const EDITOR = ".js-translation-editor";
  const LINE = `${EDITOR} li:has(> p)`; // one text: its source, its translation, what to do
  const SOURCE = ":scope > p";
  const TARGET = ":scope > p + div > :is(p, textarea)";
  const BUTTON = ":scope > ul button";

  let count = 0;
  let edited = null; // the line whose field was closed, until its button is there again

  const idOf = (element) => (element.id ||= `translation-${++count}`);

  const say = (element, lang, dir) => {
    if (element.lang === lang && element.dir === dir) return;
    element.lang = lang;
    element.dir = dir;
  };

  /** What a line is called: the heading of its block, and of its part of it. */
  const names = (line) => {
    const block = line.parentElement.previousElementSibling;
    const part = line.querySelector(":scope > h4");
    return [block, part].filter((one) => one?.matches("h3, h4")).map(idOf);
  };

  /** As high as its lines: the editor measures before it is set in the language's own type. */
  const fit = (field) => {
    field.style.height = "";
    field.style.height = `${field.scrollHeight}px`;
  };

  const markField = (line, field) => {
    if (field.hasAttribute("aria-labelledby")) return;
    field.setAttribute("aria-labelledby", names(line).join(" "));
    field.setAttribute("aria-describedby", idOf(line.querySelector(SOURCE)));
    field.addEventListener("focus", () => fit(field));
    fit(field);
    document.fonts.ready.then(() => fit(field));
    edited = line;
  };

  /** Saved or given up, the keyboard stays at the text instead of falling to the page's top. */
  const comeBack = (line) => {
    const button = line.querySelector(BUTTON);
    if (line !== edited || !button || line.querySelector("textarea")) return;
    edited = null;
    if (document.activeElement === document.body) button.focus();
  };

  const markLine = (line) => {
    say(line.querySelector(SOURCE), sourceLang, sourceDir);
    const target = line.querySelector(TARGET);
    if (target) say(target, targetLang, targetDir);
    if (target?.matches("textarea")) markField(line, target);
    // Every button is called the same: which text it is for, it is described by.
    const about = names(line).join(" ");
    for (const button of line.querySelectorAll(BUTTON)) {
      if (about) button.setAttribute("aria-describedby", about);
    }
    comeBack(line);
  };

  const markHeading = () => {
    const title = document.querySelector(`${EDITOR} h3`);
    if (title && / to .* translation$/.test(title.textContent)) title.textContent = heading;
  };

  const mark = () => {
    markHeading();
    document.querySelectorAll(LINE).forEach(markLine);
    // Its button opens it; in the order of the keyboard it would be a second one without a name.
    const file = document.querySelector(`${EDITOR} input[type=file]`);
    if (file) file.hidden = true;
  };

  const start = () => {
    const editor = document.querySelector(EDITOR);
    if (!editor) return;
    mark();
    new MutationObserver(mark).observe(editor, { childList: true, subtree: true });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
