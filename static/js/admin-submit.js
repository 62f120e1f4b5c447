// "Select all" where languages are chosen to translate into: wagtail-localize does it in a script
// that stands in the page, which the content policy refuses.
document.addEventListener("DOMContentLoaded", () => {
  const all = document.querySelector('[name="select_all"]');
  all?.addEventListener("change", () => {
    for (const language of document.querySelectorAll('[name="locales"]')) {
      language.checked = all.checked;
    }
  });
});
