"""What is measured on a page as it stands: what doesn't fit, what is cut off, what lies on what."""

# How far a page can be scrolled sideways, in pixels.
SIDEWAYS = """() => {
  const root = document.documentElement;
  return root.scrollWidth - root.clientWidth;
}"""

# Elements with words of their own, of which some are cut off by their own edge. What is there for
# the ear only is a pixel wide.
CUT_OFF = """() => {
  const said = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const found = [];
  for (const e of document.querySelectorAll("body *")) {
    if (!said(e) && !e.matches("input, textarea, select")) continue;
    if (!e.checkVisibility({ visibilityProperty: true })) continue;
    if (e.clientWidth < 2 || e.clientHeight < 2) continue;
    const { overflowX, overflowY } = getComputedStyle(e);
    const cutsAcross = ["hidden", "clip"].includes(overflowX);
    const cutsDown = ["hidden", "clip"].includes(overflowY);
    const low = e.scrollHeight - e.clientHeight;
    const wide = e.scrollWidth - e.clientWidth;
    // A line that is typed in scrolls sideways; its height has to hold the letters.
    const typed = e.matches("input, select");
    if ((low > 1 && (cutsDown || typed)) || (wide > 1 && cutsAcross && !typed)) {
      found.push(`${e.tagName}.${e.className}: ${(e.textContent || e.value).trim().slice(0, 60)}`);
    }
  }
  return found;
}"""

# Words in Nastaliq on lines less than twice as high as their letters.
TIGHT_NASTALIQ = """() => {
  const found = [];
  for (const e of document.querySelectorAll("body *:not(svg, svg *)")) {
    const said = [...e.childNodes].some(
      (n) => n.nodeType === 3 && /\\p{Script=Arabic}/u.test(n.data),
    );
    const typed = e.matches("input[lang=ur], textarea[lang=ur]");
    if (!(said || typed) || !e.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(e);
    if (!style.fontFamily.startsWith('"Noto Nastaliq')) continue;
    const leading = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
    if (!(leading >= 2)) found.push(`${e.outerHTML.slice(0, 120)}: ${leading.toFixed(2)}`);
  }
  return found;
}"""

# How many words in Nastaliq there are to be measured.
NASTALIQ = """() => [...document.querySelectorAll("body *")].filter(
  (e) => getComputedStyle(e).fontFamily.startsWith('"Noto Nastaliq')
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()),
).length"""

# Lines of words of different elements that lie on one another, by more than their edges. Of what
# scrolls in a box of its own only what shows there counts; what stays in view over the rest, as
# it scrolls by, is compared with itself.
OVERLAPPING = """() => {
  const unseen = (e) =>
    e && (getComputedStyle(e).clipPath !== "none" || unseen(e.parentElement));
  const scrolls = (e) => ["auto", "scroll"].includes(getComputedStyle(e).overflowY);
  const scrollerOf = (e) => (!e || e === document.body ? null : scrolls(e) ? e : scrollerOf(e.parentElement));
  const stuck = (e) => (!e ? null : getComputedStyle(e).position === "sticky" ? e : stuck(e.parentElement));
  const lines = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !parent.checkVisibility({ visibilityProperty: true })) continue;
    if (parent.closest("svg, .skip-link, .foot-bar, sup") || unseen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const scroller = scrollerOf(parent)?.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      // The middle half of a line is where its letters are.
      const quarter = box.height / 4;
      if (scroller && (box.bottom - quarter > scroller.bottom || box.top + quarter < scroller.top)) continue;
      lines.push({
        text: walk.currentNode.data.trim().slice(0, 40),
        stuck: stuck(parent),
        left: box.left + 2, right: box.right - 2,
        top: box.top + quarter, bottom: box.bottom - quarter,
      });
    }
  }
  const found = [];
  lines.forEach((one, place) => {
    for (const other of lines.slice(place + 1)) {
      if (one.stuck === other.stuck && one.left < other.right && other.left < one.right
          && one.top < other.bottom && other.top < one.bottom) {
        found.push(`${one.text} / ${other.text}`);
      }
    }
  });
  return found;
}"""
