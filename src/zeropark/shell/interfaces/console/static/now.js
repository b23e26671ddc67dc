"use strict";
// Keeps the page of the present up to date by server-sent events: what is there is changed in
// place. Without it the page shows what it was sent with.
(() => {
  const place = document.getElementById("live");
  if (!place) return;
  const words = place.dataset;
  const said = (name) => place.querySelector(`[data-${name}]`);
  const zone = "Asia/Shanghai";
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  const ages = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  const UNITS = [["day", 864e5], ["hour", 36e5], ["minute", 6e4]];
  const SETTLE = 1500;
  let at = { park: Number(words.now), here: performance.now(), speed: 1 };
  let source = null;
  let live = false;
  let spoken = 0;

  const now = () => at.park + (performance.now() - at.here) * at.speed;

  function put(target, text) {
    if (target && target.textContent !== text) target.textContent = text;
  }

  function age(element) {
    const gone = now() - Number(element.dataset.at);
    const [unit, size] = UNITS.find(([, size]) => gone >= size) ?? [null, 1];
    if (unit) put(element, ages.format(-Math.floor(gone / size), unit));
    element.closest("li, tr")?.classList.toggle("stale", now() > Number(element.dataset.until));
  }

  function tick() {
    put(said("clock"), wall.format(now()));
    for (const element of document.querySelectorAll("time[data-at]")) age(element);
  }

  // One line shows how things stand; it is read aloud when that changes, and of new values once a
  // minute, however fast the clock runs.
  function state(text, isLive) {
    put(said("state"), text);
    const due = isLive !== live || performance.now() - spoken > 60000;
    live = isLive;
    place.classList.toggle("is-live", isLive);
    if (!due && spoken) return;
    spoken = performance.now();
    put(said("spoken"), text);
  }

  const between = (text, [start, end]) => text.replace("{start}", start).replace("{end}", end);

  function tile(told) {
    const element = document.querySelector(`[data-tile="${CSS.escape(told.id)}"]`);
    if (!element) return false;
    for (const part of ["label", "value", "unit", "note", "quality", "span"]) {
      put(element.querySelector(`[data-part="${part}"]`), told[part]);
    }
    const time = element.querySelector("time");
    if (time && told.end) Object.assign(time.dataset, { at: told.end, until: told.until });
    return Boolean(time) === Boolean(told.end);
  }

  function sketch(values) {
    for (const [id, [value, way]] of Object.entries(values)) {
      const symbol = document.querySelector(`[data-element="${CSS.escape(id)}"]`);
      if (!symbol) continue;
      put(symbol.querySelector(".value"), value);
      symbol.dataset.way = way;
    }
  }

  // Pieces that hold much are asked for again, not all pages in the same moment.
  function renew(...pieces) {
    const asked = () => {
      for (const piece of pieces) {
        const element = document.querySelector(piece);
        const read = element?.contains(document.activeElement) || element?.querySelector("figure details[open]");
        if (element && !read) htmx.trigger(element, "zeropark:present");
      }
    };
    setTimeout(asked, Math.random() * SETTLE);
  }

  function show(told) {
    at = { park: told.now, here: performance.now(), speed: told.speed };
    const near = Math.abs(told.speed - 1) < 0.02;
    const pace = told.speed < 0.02 ? words.stands : words.speed.replace("{n}", String(told.speed));
    put(said("pace"), near ? "" : pace);
    const trouble = document.querySelector(".banner[data-trouble]");
    trouble.hidden = !told.trouble;
    put(trouble, told.trouble && words.trouble.replace("{why}", told.trouble));
    if (told.last) {
      const whole = told.tiles.map(tile).every(Boolean);
      const shown = document.querySelectorAll("[data-tile]").length === told.tiles.length;
      if (!whole || !shown) renew("#part-tiles");
      sketch(told.sketch);
      const about = document.querySelector("[data-sketch-about]");
      put(about, between(about.dataset.words, told.last));
      if (!told.old) document.getElementById("now-old").replaceChildren();
    }
    const values = told.last ? ` · ${between(words.values, told.last)}` : "";
    state(words.live + values, true);
    tick();
  }

  function lost(text) {
    if (!live && spoken) return;
    state(text.replace("{time}", wall.format(now())), false);
  }

  let first = true;
  function open() {
    if (source || document.hidden) return;
    source = new EventSource(words.events);
    source.addEventListener("present", ({ data }) => {
      show(JSON.parse(data));
      if (!first) renew("#part-curve", "[data-readings]");
      first = false;
    });
    source.addEventListener("error", () => {
      const refused = source.readyState === EventSource.CLOSED;
      lost(refused ? words.crowded : words.notLive);
      if (!refused) return; // the browser tries again by itself
      source = null;
      setTimeout(open, 30000);
    });
  }

  // A page that nobody sees lets its stream go: browsers keep few of them to a server.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return open();
    source?.close();
    source = null;
  });
  window.addEventListener("pagehide", () => source?.close());

  // What a person looks for stands in the address.
  document.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (!target.matches("form.filters")) return;
    const address = new URL(location.href);
    for (const key of ["find", "show", "page"]) address.searchParams.delete(key);
    for (const [key, value] of new FormData(target)) if (value) address.searchParams.set(key, value);
    history.replaceState(history.state, "", address);
  });

  setInterval(tick, 1000);
  tick();
  open();
})();
