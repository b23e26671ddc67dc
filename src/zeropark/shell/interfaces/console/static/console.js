"use strict";
// What the console does in the browser beside charts: colours, keys, exports. Pages work without.
(() => {
  const root = document.documentElement;
  const typing = (place) => place.closest("input, textarea, select, [contenteditable]");

  function keep(name, value) {
    document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  }

  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-theme-choice]")) {
      keep("theme", target.value);
      if (target.value === "auto") delete root.dataset.theme;
      else root.dataset.theme = target.value;
      document.dispatchEvent(new Event("zeropark:colours"));
    }
    if (target.matches("[data-go]")) location.assign(target.value);
  });

  // Named as the tables are: by park, page and period.
  function save(name, content) {
    const link = document.createElement("a");
    link.href = content;
    link.download = `${document.body.dataset.kept}-${name}`;
    link.click();
  }

  // What the style sheet gives a drawing goes with it.
  const WORN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font", "text-anchor", "transform"];
  function dressed(drawn, copy) {
    const from = drawn.querySelectorAll("*");
    copy.querySelectorAll("*").forEach((each, at) => {
      const style = getComputedStyle(from[at]);
      for (const name of WORN) each.style.setProperty(name, style.getPropertyValue(name));
    });
  }

  // A picture as it is drawn, on the paper of the page.
  function picture(id, kind) {
    const drawn = document.querySelector(`[data-figure="${id}"] svg`);
    if (!drawn) return;
    const copy = drawn.cloneNode(true);
    if (drawn.matches(".single-line")) dressed(drawn, copy);
    const { width, height } = drawn.getBoundingClientRect();
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    copy.style.background = getComputedStyle(root).getPropertyValue("--surface");
    const text = new XMLSerializer().serializeToString(copy);
    const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    if (kind === "svg") {
      save(`${id}.svg`, address);
      return;
    }
    const image = new Image();
    image.onload = () => {
      const sheet = document.createElement("canvas");
      sheet.width = width * 2;
      sheet.height = height * 2;
      const pen = sheet.getContext("2d");
      pen.fillStyle = copy.style.background;
      pen.fillRect(0, 0, sheet.width, sheet.height);
      pen.drawImage(image, 0, 0, sheet.width, sheet.height);
      save(`${id}.png`, sheet.toDataURL("image/png"));
    };
    image.src = address;
  }

  document.addEventListener("click", ({ target }) => {
    const asked = target.closest("[data-choose], [data-print], [data-picture]");
    if (!asked) return;
    if (asked.dataset.choose) keep(...asked.dataset.choose.split("="));
    if ("print" in asked.dataset) print();
    if (asked.dataset.picture) picture(asked.dataset.picture, asked.dataset.kind);
  });

  // What a link unfolds is folded by the same link, before anything is asked for again.
  const folding = (link) => document.getElementById(link.dataset.fold);

  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest('a[data-fold][aria-expanded="true"]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      folding(link).replaceChildren();
      link.setAttribute("aria-expanded", "false");
      history.replaceState(history.state, "", folding(link).dataset.without);
    },
    true,
  );

  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    for (const link of document.querySelectorAll("a[data-fold]")) {
      const place = folding(link);
      // One at a time: the address names one.
      if ("without" in detail.target.dataset && place !== detail.target) place.replaceChildren();
      link.setAttribute("aria-expanded", String(place.childElementCount > 0));
    }
  });

  // A list is narrowed to what holds every word that is typed.
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("[data-filter]")) return;
    const wanted = target.value.toLowerCase().split(/\s+/).filter(Boolean);
    const list = document.getElementById(target.dataset.filter);
    for (const item of list.querySelectorAll("[data-item]")) {
      const text = item.dataset.item.toLowerCase();
      item.hidden = !wanted.every((word) => text.includes(word));
    }
    const some = (group) => group.querySelector("[data-item]:not([hidden])") !== null;
    for (const group of list.querySelectorAll("[data-group]")) group.hidden = !some(group);
    const nothing = document.querySelector("[data-nothing]");
    if (nothing) nothing.hidden = some(list);
  });

  // A part of the page that could not be fetched says so, and does not wait for ever.
  function failed({ target }) {
    const place = target.querySelector?.("[data-failed]");
    if (!place) return;
    place.textContent = place.dataset.failed;
    place.removeAttribute("aria-busy");
  }
  for (const event of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(event, failed);

  // A form that takes long says so, and is not sent twice.
  document.addEventListener("submit", ({ target }) => {
    if (!target.matches("[data-busy]")) return;
    target.toggleAttribute("data-sent", true);
    for (const button of target.querySelectorAll("[type=submit]")) button.disabled = true;
  });
  // Who comes back to it by the history may send it again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-sent]")) {
      form.removeAttribute("data-sent");
      for (const button of form.querySelectorAll("[type=submit]")) button.disabled = false;
    }
  });

  // What is wider than its frame starts where one looks first: the menu at the page that is open,
  // a sketch at its middle.
  const menu = document.querySelector(".app-menu");
  const current = menu?.querySelector("[aria-current]");
  if (current) menu.scrollLeft = current.offsetLeft - (menu.clientWidth - current.offsetWidth) / 2;
  for (const { parentElement: frame } of document.querySelectorAll(".frame > .single-line")) {
    frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  }

  // g and a letter go to a page; [ and ] to the period before and after.
  let waiting = false;
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = waiting
      ? document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
      : document.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
    waiting = !waiting && event.key === "g";
    if (chosen) {
      event.preventDefault();
      chosen.matches("input") ? chosen.focus() : chosen.click();
    }
  });
})();
