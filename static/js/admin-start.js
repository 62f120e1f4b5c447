// Starts the fields that Wagtail would start with inline scripts, which the content policy refuses.
//
// <template data-start="initDateChooser" data-start-id="id_day" data-start-options='{"…": "…"}'>
//
// stands where such a script stood, on a page as it loads and in what is added to it later: rows,
// dialogues. Only what is named here is started, and its options are data, never code.
(() => {
  "use strict";

  const MARK = "template[data-start]";

  const make = (name) => (id, options) => new window[name](id, options);
  const call = (name) => (id, options) => window[name](id, options);
  const STARTS = {
    initDateChooser: call("initDateChooser"),
    initDateTimeChooser: call("initDateTimeChooser"),
    initTimeChooser: call("initTimeChooser"),
    createTaskChooser: call("createTaskChooser"),
    Chooser: make("Chooser"),
    DocumentChooser: make("DocumentChooser"),
    ImageChooser: make("ImageChooser"),
    PageChooser: make("PageChooser"),
    SnippetChooser: make("SnippetChooser"),
    InlinePanel: (id, options) => new window.InlinePanel(options),
    MultipleChooserPanel: (id, options) => new window.MultipleChooserPanel(options),
  };

  /** Start a mark, once; one whose script isn't loaded yet stays for the next time. */
  const start = (mark) => {
    const { start: name, startId, startOptions } = mark.dataset;
    if (!Object.hasOwn(STARTS, name) || !(name in window)) return;
    mark.remove();
    STARTS[name](startId, JSON.parse(startOptions || "{}"));
  };

  const startWithin = (node) => {
    if (!(node instanceof Element)) return;
    if (node.matches(MARK)) start(node);
    else node.querySelectorAll(MARK).forEach(start);
  };

  new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach(startWithin);
  }).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => startWithin(document.documentElement));

  // Wagtail's cropper finds out whether fingers are used by setting an inline handler, which the
  // policy refuses: it is told, as soon as its script is there.
  const tellCropper = ({ target }) => {
    const defaults = target instanceof HTMLScriptElement && window.jQuery?.Jcrop?.defaults;
    if (defaults) defaults.touchSupport = "ontouchstart" in window;
  };
  document.addEventListener("load", tellCropper, true);
})();
