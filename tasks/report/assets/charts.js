// Draw the charts that Altair described: names, days and widths are filled in here. Written for Marsad.
"use strict";
(function () {
  const { data, say, day } = marsad;
  let names = {};
  const ofEntity = (key) => (key.startsWith("entity.") ? marsad.narrowed?.nameOf(key.slice("entity.".length)) : undefined);
  const wordsOf = (key) => names[marsad.language]?.[key] ?? ofEntity(key) ?? (key === "outlet." ? say("ui.no_outlet") : say(key));
  // Isolated: a drawing runs from left to right, and quotation marks of an Arabic name would else stand on its wrong side.
  const nameOf = (key) => `\u2068${wordsOf(key)}\u2069`;
  const short = (iso) => {
    const locale = marsad.language === "ar" ? "ar-u-ca-gregory-nu-latn" : "en-GB";
    const at = typeof iso === "string" ? new Date(`${iso}T00:00:00Z`) : new Date(iso);
    const said = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(at);
    // A mark on both sides: in a drawing the number before an Arabic month would else stand on its wrong side.
    return marsad.language === "ar" ? `\u200f${said}\u200f` : said;
  };
  vega.expressionFunction("nameOf", nameOf);
  vega.expressionFunction("dayOf", short);

  // Names above the outermost bars reach into the chart; which end is left depends on the way that time runs.
  function alignOf(at, count) {
    const first = at < count / 6, last = at >= (count * 5) / 6;
    const [start, end] = marsad.language === "ar" ? ["right", "left"] : ["left", "right"];
    return first ? start : last ? end : "center";
  }

  const shown = (name, row, at, count) => {
    const values = { ...row };
    for (const field of ["outlet", "speaker", "act"]) if (row[field]) values[field] = nameOf(row[field]);
    const drivers = (row.drivers || []).map(nameOf);
    return { ...row, tip: say(`chart.${name}`, { ...values, at: day(row.at) }), drivers: drivers.join("\n"), align: alignOf(at, count) };
  };

  // What Altair set aside for names beside a chart; less where the page is narrow.
  const NAMES = 150, FEWER = 92, ROOM = 20;
  const isNarrow = (width) => width < 560;
  // The order of names that a filter leaves; outlets beside one another run as the text does.
  function sorted(order, chart) {
    const kind = Array.isArray(order) && order.length ? order[0].split(".")[0] : "", left = marsad.narrowed?.orders[kind]?.[chart];
    if (!left) return order;
    const keys = left.map((id) => `${kind}.${id}`);
    return kind === "outlet" && chart === "by_whom" && marsad.language === "ar" ? keys.reverse() : keys;
  }
  function fitted(spec, width, rows) {
    // Columns of names stay apart: what is too wide then is moved sideways.
    const columns = new Set((rows.by_whom || []).map((row) => row.outlet)).size;
    const names = isNarrow(width) ? FEWER : NAMES, inner = Math.max(150, 27 * columns, width - names - ROOM);
    const sizes = { minExtent: names, maxExtent: names, labelLimit: names - 8, labelPadding: names };
    const filled = (key, value) => (key in sizes && value >= NAMES - 8 ? sizes[key] : key === "sort" ? sorted(value, Object.keys(rows)[0]) : value);
    const made = JSON.parse(JSON.stringify(spec), filled);
    made.datasets = rows;
    const unit = made.spec || made;
    unit.width = inner;
    made.padding = 4;
    return made;
  }

  // Where names above two bars would lie over each other the higher bar has them; on a narrow page only the highest.
  const ACROSS = 120, UP = 36, HIGH = 230;
  function keepApart(rows, width) {
    const [across, up] = isNarrow(width) ? [Infinity, Infinity] : [ACROSS, UP];
    const step = (width - NAMES - ROOM) / rows.length, highest = Math.max(...rows.map((row) => row.articles));
    const kept = [];
    const named = [...rows.entries()].filter(([, row]) => row.drivers).sort(([, one], [, other]) => other.articles - one.articles);
    for (const [at, row] of named) {
      const meets = ([other, higher]) => Math.abs(at - other) * step < across && ((higher.articles - row.articles) * HIGH) / highest < up;
      if (kept.some(meets)) row.drivers = "";
      else kept.push([at, row]);
    }
  }

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  function showTip(event, item) {
    const said = item?.datum?.tip;
    tip.hidden = !said;
    if (!said) return;
    tip.textContent = said;
    tip.dir = "auto";
    const at = Math.min(event.pageX + 12, scrollX + innerWidth - tip.offsetWidth - 8);
    tip.style.left = `${Math.max(scrollX + 4, at)}px`;
    tip.style.top = `${event.pageY + 16}px`;
  }

  const views = new Map();
  function draw(place, paper) {
    const name = place.dataset.chart, source = data.overview || { ...data.course, rows: marsad.page().charts };
    names = source.names;
    const narrowed = marsad.narrowed?.rows[name];
    const rows = (narrowed || source.rows[name] || []).map((row, at, rows) => shown(name, row, at, rows.length));
    if (!rows.length && !narrowed) return place.closest("figure").remove();
    place.hidden = !rows.length;
    if (place.hidden) return;
    const width = paper || place.clientWidth;
    keepApart(rows, width);
    const spec = fitted(source.specs[marsad.language][name], width, { [name]: rows });
    const { spec: compiled } = vegaLite.compile(spec, { logger: vega.logger(vega.Error) });
    views.get(place)?.finalize();
    const view = new vega.View(vega.parse(compiled, null, { ast: true }), {
      expr: vega.expressionInterpreter, renderer: "svg", container: place, hover: true, logLevel: vega.Error,
    });
    view.tooltip((_, event, item) => showTip(event, item));
    view.addEventListener("click", (_, item) => { if (item?.datum?.href) location.hash = item.datum.href.slice(1); });
    views.set(place, view);
    view.run();
    // One thing for a screen reader to name: each figure stands in the table below.
    place.querySelector("svg")?.setAttribute("aria-label", say("chart.description"));
    place.tabIndex = place.scrollWidth > place.clientWidth ? 0 : -1;
    place.dataset.drawn = marsad.language;
  }

  const PAPER = 660; // pixels that a page of A4 has between its margins
  const all = (paper) => [...document.querySelectorAll("[data-chart]")].forEach((place) => draw(place, paper));
  let width = innerWidth, timer;
  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(tip);
    all();
    marsad.onLanguage(() => all());
    marsad.onNarrow?.(() => all());
    addEventListener("beforeprint", () => all(PAPER));
    addEventListener("afterprint", () => all());
    addEventListener("resize", () => {
      clearTimeout(timer);
      if (innerWidth !== width) timer = setTimeout(() => { width = innerWidth; all(); }, 150);
    });
  });
})();
