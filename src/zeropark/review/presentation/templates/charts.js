"use strict";
// Draws the figures of the page from its own data; asks for nothing from outside. Where a figure
// says so, the server that sent the page gives finer data of the stretch that is zoomed to.
(() => {
  const root = document.documentElement;
  const model = JSON.parse(document.getElementById("figures-data").textContent);
  const drawn = new Map();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const language = () => (root.lang.startsWith("zh") ? "zh" : "en");
  const word = (text) => text.$text ?? text[language()];
  const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const isText = (value) => {
    const keys = Object.keys(value);
    return keys.length === 2 ? "zh" in value && "en" in value : keys.length === 1 && "$text" in value;
  };

  function colour(name) {
    return getComputedStyle(root).getPropertyValue(`--${name.replaceAll("_", "-")}`).trim();
  }

  // Words in the language shown, colours of the palette in use.
  function resolved(value) {
    if (typeof value === "string") return value.startsWith("$") ? colour(value.slice(1)) : value;
    if (Array.isArray(value)) return value.map(resolved);
    if (value === null || typeof value !== "object") return value;
    if (isText(value)) return word(value);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each)]));
  }

  // One option laid over another; lists are laid item over item.
  function laid(under, over) {
    if (Array.isArray(under) && Array.isArray(over)) {
      return over.map((each, at) => (at in under ? laid(under[at], each) : each));
    }
    if (!under || !over || typeof under !== "object" || typeof over !== "object") return over;
    const both = { ...under };
    for (const [key, each] of Object.entries(over)) both[key] = key in under ? laid(under[key], each) : each;
    return both;
  }

  function amount(value, view) {
    const single = Array.isArray(value) ? value[0] : value;
    if (single === null || single === undefined || single === "-") return word(model.missing);
    const shown = new Intl.NumberFormat("en-US", { maximumFractionDigits: view.digits }).format(single);
    return `${shown.replace("-", "−")} ${resolved(view.unit)}`;
  }

  const tooltips = {
    axis: (view) => ({ trigger: "axis", valueFormatter: (value) => amount(value, view) }),
    item: (view) => ({ trigger: "item", valueFormatter: (value) => amount(value, view) }),
    flow: (view, option) => {
      const words = new Map(option.series[0].data.map((node) => [node.name, node.words]));
      const name = ({ data }) =>
        data.source ? `${words.get(data.source)} → ${words.get(data.target)}` : words.get(data.name);
      return { trigger: "item", formatter: (at) => `${escape(name(at))}<br><b>${amount(at.value, view)}</b>` };
    },
    days: (view) => ({
      trigger: "item",
      formatter: ({ name, value }) => `${name}<br><b>${amount(value[2], view)}</b>`,
    }),
    hours: (view, option) => ({
      trigger: "item",
      formatter: ({ value }) =>
        `${option.xAxis.data[value[0]]} ${option.yAxis.data[value[1]]}<br><b>${amount(value[2], view)}</b>`,
    }),
  };

  function legendRows(option, width) {
    if (!option.legend) return 0;
    const room = width - 10;
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    let rows = 1;
    let used = 0;
    for (const { name } of option.series) {
      const wide = 12 + 5 + pen.measureText(name).width + 14;
      if (used > 0 && used + wide - 14 > room) {
        rows += 1;
        used = 0;
      }
      used += wide;
    }
    return rows;
  }

  // Where there is little room, small nodes in the middle go unnamed; the table names them.
  function unnamed({ data, links }) {
    const sum = (end, node) => links.reduce((all, link) => all + (link[end] === node ? link.value : 0), 0);
    const through = data.map(({ name }) => [sum("source", name), sum("target", name)]);
    const largest = Math.max(...through.flat());
    through.forEach(([given, taken], at) => {
      if (given && taken && Math.max(given, taken) < largest / 5) data[at].label = { show: false };
    });
  }

  function optionOf(figure, view, width) {
    const option = resolved(laid(figure.option, view.option));
    const rows = legendRows(option, width);
    const named = option.yAxis?.name ? 26 : 8;
    if (rows) option.grid = { ...option.grid, top: rows * 23 + named };
    if (figure.tooltip === "flow") {
      const short = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
      option.series[0].label.formatter = ({ data, value }) => `${short.format(value)}  ${data.words}`;
      const [flow] = option.series;
      if (width < 900) {
        flow.right = 150;
        flow.label.width = 142;
      }
      if (width < 480) unnamed(flow);
    }
    if (width < 480) {
      for (const axis of [option.yAxis].flat()) if (axis?.axisLabel?.width) axis.axisLabel.width = 112;
    }
    if (figure.tooltip === "days") {
      const first = Date.parse(`${option.firstDay}T00:00Z`);
      const monday = (new Date(first).getUTCDay() + 6) % 7;
      const [series] = option.series;
      series.data = series.data.map((value, at) => {
        const name = new Date(first + at * 24 * HOUR).toISOString().slice(0, 10);
        const place = [Math.floor((at + monday) / 7), (at + monday) % 7];
        return { name, value: [...place, value ?? "-"], choose: { period: name } };
      });
    }
    if (figure.tooltip === "hours") {
      const long = option.xAxis.data.length > 62;
      if (long) option.xAxis.axisLabel.interval = (at, day) => day.endsWith("-01");
      option.xAxis.axisLabel.formatter = (day) => (long ? day.slice(0, 7) : day.slice(5));
      if (width < 480) option.visualMap.itemHeight = 60;
      const [series] = option.series;
      if (!Array.isArray(series.data[0])) {
        const day = option.yAxis.data.length;
        series.data = series.data.map((value, at) => [Math.floor(at / day), at % day, value ?? "-"]);
      }
    }
    return {
      animation: false,
      backgroundColor: "transparent",
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      ...option,
      tooltip: {
        confine: true,
        backgroundColor: colour("surface"),
        borderColor: colour("line"),
        textStyle: { color: colour("ink"), fontSize: 12 },
        ...tooltips[figure.tooltip](view, option),
      },
    };
  }

  function draw(figure) {
    const place = document.querySelector(`[data-figure="${figure.id}"]`);
    if (!place) return;
    const now = drawn.get(figure.id) ?? { view: 0, chart: null, width: 0, span: null, coarse: null };
    drawn.set(figure.id, now);
    // Never a canvas: there a map of hours is drawn in slices, and half of it may be printed.
    now.chart ??= opened(place, figure);
    now.width = place.clientWidth;
    now.chart.resize();
    const option = optionOf(figure, figure.variants[now.view], now.width);
    if (now.span) for (const zoom of option.dataZoom) [zoom.startValue, zoom.endValue] = now.span;
    now.chart.setOption(option, true);
  }

  function opened(place, figure) {
    const chart = echarts.init(place, null, { renderer: "svg" });
    if (document.body.classList.contains("app")) {
      chart.on("click", ({ data }) => data?.choose && choose(data.choose));
    }
    if (place.dataset.finer) {
      let waiting = 0;
      chart.on("datazoom", () => {
        const { startValue, endValue } = chart.getOption().dataZoom[0];
        zoomed(figure, [startValue, endValue]);
        clearTimeout(waiting);
        waiting = setTimeout(() => refine(figure, place.dataset.finer), 250);
      });
    }
    return chart;
  }

  // What a node stands for is asked for by the address, so that it can be sent to others.
  function choose(asked) {
    const address = new URL(location.href);
    for (const key of ["carrier", "bus"]) address.searchParams.delete(key);
    for (const [key, value] of Object.entries(asked)) address.searchParams.set(key, value);
    address.hash = "period" in asked ? "" : "figure-sankey";
    location.assign(address);
  }

  // A stretch in the park's wall clock, told in whole hours; axes hold it as if it were UTC.
  const HOUR = 3600e3;
  const clock = (time) => new Date(time).toISOString().slice(0, 16);
  function told([from, to]) {
    const first = Math.floor(from / HOUR) * HOUR;
    return [first, Math.max(Math.ceil(to / HOUR) * HOUR, first + HOUR)].map(clock);
  }

  function zoomed(figure, span) {
    const { min, max } = figure.option.xAxis;
    const whole = span[0] <= min && span[1] >= max;
    drawn.get(figure.id).span = whole ? null : span;
    const said = document.querySelector(`[data-zoomed="${figure.id}"]`);
    if (said) said.textContent = whole ? "" : told(span).join(" – ").replaceAll("T", " ");
    const address = new URL(location.href);
    if (whole) address.searchParams.delete("span");
    else address.searchParams.set("span", told(span).join("/"));
    history.replaceState(history.state, "", address);
  }

  // Finer data of the stretch in view takes the place of the coarse; beside it the coarse stays.
  async function refine(figure, from) {
    const now = drawn.get(figure.id);
    now.coarse ??= figure.option.dataset.source;
    let source = now.coarse;
    const asked = now.span;
    if (asked) {
      const address = new URL(from, location.href);
      address.searchParams.set("period", told(asked).join("/"));
      const reply = await fetch(address);
      if (!reply.ok || now.span !== asked) return;
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const found = JSON.parse(page.querySelector(".figures-data").textContent).figures;
      source = merged(now.coarse, found.find(({ id }) => id === figure.id).option.dataset.source);
    }
    figure.option.dataset.source = source;
    now.chart.setOption({ dataset: { source } });
  }

  function merged(coarse, fine) {
    const before = coarse.time.filter((time) => time < fine.time[0]).length;
    const after = coarse.time.findIndex((time) => time > fine.time.at(-1));
    const rest = after < 0 ? coarse.time.length : after;
    return Object.fromEntries(
      Object.entries(coarse).map(([key, all]) => [key, [...all.slice(0, before), ...fine[key], ...all.slice(rest)]]),
    );
  }

  const ZOOMS = {
    in: ([from, to]) => [from + (to - from) / 4, to - (to - from) / 4],
    out: ([from, to]) => [from - (to - from) / 2, to + (to - from) / 2],
    left: ([from, to]) => [from - (to - from) / 2, to - (to - from) / 2],
    right: ([from, to]) => [from + (to - from) / 2, to + (to - from) / 2],
    all: () => [-Infinity, Infinity],
  };

  function zoom(id, way) {
    const { min, max } = model.figures.find((figure) => figure.id === id).option.xAxis;
    const now = drawn.get(id);
    const [from, to] = ZOOMS[way](now.span ?? [min, max]);
    const wide = Math.min(Math.max(to - from, HOUR), max - min);
    const startValue = Math.min(Math.max(from, min), max - wide);
    now.chart.dispatchAction({ type: "dataZoom", startValue, endValue: startValue + wide });
  }

  // The stretch that the address names, where it lies in the picture.
  function asAsked(figure) {
    const span = new URL(location.href).searchParams.get("span")?.split("/");
    if (!span || !document.querySelector(`[data-figure="${figure.id}"][data-finer]`)) return;
    const [startValue, endValue] = span.map((time) => Date.parse(`${time}Z`));
    const { min, max } = figure.option.xAxis;
    if (startValue < endValue && startValue < max && endValue > min) {
      drawn.get(figure.id).chart.dispatchAction({ type: "dataZoom", startValue, endValue });
    }
  }

  // Figures of a part of the page that came later.
  function take(place) {
    for (const data of place.querySelectorAll(".figures-data")) {
      for (const figure of JSON.parse(data.textContent).figures) {
        drawn.get(figure.id)?.chart.dispose();
        drawn.delete(figure.id);
        model.figures = [...model.figures.filter(({ id }) => id !== figure.id), figure];
        draw(figure);
        asAsked(figure);
      }
      data.remove();
    }
  }
  document.addEventListener("htmx:afterSettle", ({ target }) => take(target));

  const drawAll = () => model.figures.forEach(draw);

  function show(id, view) {
    drawn.get(id).view = Number(view);
    draw(model.figures.find((figure) => figure.id === id));
  }

  function speak(tag) {
    root.lang = tag;
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === tag));
    }
    for (const each of document.querySelectorAll("[data-zh]")) each.textContent = each.dataset[language()];
    drawAll();
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.language) speak(button.dataset.language);
    if (button?.dataset.viewOf) {
      for (const each of button.parentElement.children) each.setAttribute("aria-pressed", String(each === button));
      show(button.dataset.viewOf, button.dataset.view);
    }
    if (button?.dataset.zoomOf) zoom(button.dataset.zoomOf, button.dataset.zoom);
  });
  document.addEventListener("change", ({ target }) => {
    if (target.dataset.views) show(target.dataset.views, target.value);
  });

  // Paper is white whatever the screen is.
  function print(paper) {
    root.toggleAttribute("data-paper", paper);
    drawAll();
    // With a view box the style sheet can fit a picture to the sheet.
    for (const picture of document.querySelectorAll(".chart svg")) {
      const size = ["width", "height"].map((side) => picture.getAttribute(side));
      if (paper) picture.setAttribute("viewBox", `0 0 ${size.join(" ")}`);
      else picture.removeAttribute("viewBox");
    }
  }
  window.addEventListener("beforeprint", () => print(true));
  window.addEventListener("afterprint", () => print(false));
  dark.addEventListener("change", drawAll);
  document.addEventListener("zeropark:colours", drawAll);
  let waiting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => root.hasAttribute("data-paper") || drawAll(), 120);
  });

  // One picture a turn, from the top: the first is on the screen while the next are being drawn.
  function drawNext(waitingFigures) {
    const [next, ...rest] = waitingFigures;
    if (next) draw(next);
    if (next === model.figures[0]) requestAnimationFrame(() => performance.mark("zeropark:first-chart"));
    if (rest.length) setTimeout(drawNext, 0, rest);
    else root.dataset.drawn = "true";
  }
  // A page that was asked for with all its parts at once holds their figures beside them.
  for (const data of document.querySelectorAll(".figures-data")) {
    model.figures.push(...JSON.parse(data.textContent).figures);
    data.remove();
  }
  drawNext(model.figures);
})();
