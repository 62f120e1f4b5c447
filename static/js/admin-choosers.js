// Where the editor of translations finds its dialogues: wagtail-localize says it in a script that
// stands in the page, which the content policy refuses. Here it is told with data attributes.
(() => {
  "use strict";

  const { images, documents, pages } = document.currentScript.dataset;
  window.chooserUrls ??= { imageChooser: images, documentChooser: documents, pageChooser: pages };
})();
