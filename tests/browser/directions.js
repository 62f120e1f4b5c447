// Every text node of the page as [what is wrong, lang, text, where]; nothing where all is well.
// `exempt` are selectors of what isn't ours.
(exempt) => {
  const LATIN = /[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]{2,}/;
  const ARABIC = /[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufeff]{2,}/;
  const ADDRESS = /(?:https?:\/\/|www\.)\S+|[\w.%+-]+@[\w-]+\.\w+|(?<![\w@])@\w+/;
  const PHONE = /(?<![\d.,-])(?!\d{4}-\d\d-\d\d)(?:\+|\(?0)\d[\d ().\/-]{6,}\d/;
  // Letters that are in no Arabic text, and words of which no French or Spanish one has two.
  const URDU = /[ٹڈڑںےہھ]/;
  const ENGLISH = /\b(?:the|of|and|with|from|for|which|are)\b/g;
  const FROM_THE_RIGHT = new Set(["ur", "ar", "fa", "ps"]);

  const problem = (text, lang, isolated) => {
    if (!lang) return LATIN.test(text) || ARABIC.test(text) ? "in no language" : "";
    if (lang === "ar" && URDU.test(text)) return "Urdu as Arabic";
    if (["fr", "es"].includes(lang) && (text.match(ENGLISH) ?? []).length > 1) return "English as another language";
    if (isolated) return "";
    if (!FROM_THE_RIGHT.has(lang)) return ARABIC.test(text) ? "right to left, not isolated" : "";
    if (ADDRESS.test(text) || PHONE.test(text)) return "an address, not isolated";
    return LATIN.test(text) ? "Latin, not isolated" : "";
  };

  const found = [];
  const nodes = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node; (node = nodes.nextNode()); ) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest(`script, style, template, noscript, ${exempt}`)) continue;
    const speaking = element.closest("[lang]");
    const isolating = element.closest("bdi, [dir]");
    const isolated = isolating && speaking && isolating !== speaking && speaking.contains(isolating);
    const text = node.data.replace(/[\u2066-\u2068][^\u2069]*\u2069/g, "");
    const lang = speaking?.lang.split("-")[0] ?? "";
    let wrong = problem(text, lang, isolated);
    // What says its language says its direction too: a font for Urdu doesn't turn a line round.
    if (lang && FROM_THE_RIGHT.has(lang) !== !!element.closest("[lang][dir=rtl]")) {
      if (!isolated && speaking.closest("[dir]") !== speaking) wrong ||= "a language without its direction";
    }
    if (wrong) {
      const name = ({ tagName, className }) => `${tagName.toLowerCase()}.${className}`;
      found.push([wrong, lang, node.data.trim().slice(0, 80), name(element)].join(" | "));
    }
  }
  return [...new Set(found)];
}
