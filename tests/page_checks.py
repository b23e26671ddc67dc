"""What is asked of a page that is open in a browser: scripts that give what is wrong with it."""

from __future__ import annotations

DRAWN = """places => places.map(place =>
  [place.dataset.figure, place.querySelectorAll("svg path, svg rect, svg circle").length])"""
"""For `[data-figure]`: how many marks each picture has."""

CUT = """() => {
  const cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const scrolls = (place) => {
    for (let at = place; at; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    const apart = parent.closest("script, style, noscript, caption, .skip, .hidden, select");
    if (!text.data.trim() || apart || !parent.checkVisibility()) continue;
    if (!parent.closest("svg") && scrolls(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    const around = parent.closest("svg, .tile, .card, .app-menu, .app-head, body")
      .getBoundingClientRect();
    if (box.left < around.left - 1 || box.right > around.right + 1) cut.push(text.data.trim());
  }
  return cut;
}"""
"""Text that reaches beyond the card, tile or picture that it belongs to; frames that scroll by
themselves are left out, and so is what the other language hides."""

OVERLAPS = """() => {
  const places = [...document.querySelectorAll(
    ".app-name, .app-tools > *, .app-menu a, .crumbs li, .periods :is(a, input, button), h1"
  )].filter((each) => each.checkVisibility() && each.getBoundingClientRect().width);
  const inside = (a, b) => a.contains(b) || b.contains(a);
  const found = [];
  for (const [at, one] of places.entries()) {
    const a = one.getBoundingClientRect();
    for (const two of places.slice(at + 1)) {
      const b = two.getBoundingClientRect();
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1 && !inside(one, two)) {
        found.push(`${one.textContent.trim()} | ${two.textContent.trim()}`);
      }
    }
  }
  return found;
}"""
"""Pairs of things at the head of a page that lie over each other."""

PROSE = """() => {
  const blocks = "p, li, dt, dd, th, td, h1, h2, h3, h4, h5, summary, label, button, a, span, text";
  const kept = "code, pre, kbd, .ids, .says, .licence, [lang], script, style";
  const found = [];
  for (const block of document.querySelectorAll(`body :is(${blocks})`)) {
    if (!block.checkVisibility() && !block.closest("details")) continue;
    const words = [...block.childNodes].map((each) =>
      each.nodeType === Node.TEXT_NODE ? each.data : "").join(" ").replace(/\\s+/g, " ").trim();
    const outer = block.closest(kept);
    if (words && (!outer || outer === document.documentElement)) found.push(words);
  }
  return [...new Set(found)];
}"""
"""Every piece of text that should be in the page's own language: ids, code and what is marked as
of another language are left out."""

AXE = """async (rules) => {
  const found = await axe.run(
    { exclude: [["[data-figure] svg"]] },
    { resultTypes: ["violations"], runOnly: { type: "tag", values: rules } },
  );
  return found.violations.map(({ id, help, nodes }) =>
    `${id} (${help}): ${nodes.length} × ${nodes[0].html.slice(0, 160)}`);
}"""
"""What axe-core finds; the inside of a chart is a picture, named and described as one."""
