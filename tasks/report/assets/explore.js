// Search and filters of the first page; their state is the part of the address behind #. Written for Marsad.
"use strict";
(function () {
  const FIELDS = ["q", "from", "to", "outlet", "speaker", "act", "kind"];
  const COLUMNS = ["day", "outlet", "speaker", "speaker_entity_id", "act", "kind", "content", "article_id"];
  const FEW = 12, SHOWN = 40, MOST_ON_PAPER = 500;
  const { say, fold, want } = marsad;
  let quotes, people, articles, found = null, limit = FEW, form, ready = null;

  const state = () => (location.hash.includes("=") ? new URLSearchParams(location.hash.slice(1)) : new URLSearchParams());
  const asked = () => FIELDS.some((name) => state().get(name));

  function folded(columns, ...fields) {
    return columns[fields[0]].map((_, at) => fold(fields.map((name) => columns[name][at]).join(" ")));
  }

  // The data are loaded when somebody is about to use them: they are most of the report's weight.
  function load() {
    ready ??= Promise.all([want("quotes"), want("people"), want("articles"), want("strings"), want("fold")]).then(([one, two, three]) => {
      [quotes, people, articles] = [one, two, three];
      quotes.folded = folded(quotes, "content", "speaker");
      people.folded = folded(people, "ar", "en", "names");
      articles.folded = folded(articles, "headline");
      fillSelects();
    });
    return ready;
  }

  const counted = (column) => {
    const counts = new Map();
    for (const value of column) counts.set(value, (counts.get(value) || 0) + 1);
    return [...counts].sort((one, other) => other[1] - one[1]);
  };
  const nameOfPerson = (id) => { const at = people.id.indexOf(id); return at < 0 ? id : people[marsad.language][at]; };

  function fillSelects() {
    const options = {
      outlet: counted(quotes.outlet).map(([id, n]) => [id || "-", `${id ? say(`outlet.${id}`) : say("ui.no_outlet")} (${n})`]),
      speaker: people.id.map((id, at) => [id, people.quotes[at], at]).filter(([, n]) => n > 0).slice(0, 400).map(([id, n, at]) => [id, `${people[marsad.language][at]} (${n})`]),
      act: counted(quotes.act).map(([act, n]) => [act, `${say(`act.${act}`)} (${n})`]),
      kind: counted(quotes.kind).map(([kind, n]) => [kind, `${say(`kind.${kind}`)} (${n})`]),
    };
    for (const [name, list] of Object.entries(options)) {
      const select = form.elements[name], kept = state().get(name) || "";
      while (select.options.length > 1) select.remove(1);
      for (const [value, label] of list) select.add(new Option(label, value));
      if (kept && ![...select.options].some((one) => one.value === kept)) select.add(new Option(name === "speaker" ? nameOfPerson(kept) : kept, kept));
      select.value = kept;
    }
  }

  const within = (day, from, to) => (!from || (day && day >= from)) && (!to || (day && day <= to));
  function search() {
    const { q, from, to, outlet, speaker, act, kind } = Object.fromEntries(FIELDS.map((name) => [name, state().get(name) || ""]));
    const words = fold(q).split(/\s+/).filter(Boolean);
    const has = (text) => words.every((word) => text.includes(word));
    const places = (columns, keep) => columns.folded.flatMap((text, at) => (has(text) && keep(at) ? [at] : []));
    const at = outlet === "-" ? "" : outlet;
    const plain = !speaker && !act && !kind;
    return {
      words,
      ofArticles: plain && !words.length,
      quotes: places(quotes, (n) => within(quotes.day[n], from, to) && (!outlet || quotes.outlet[n] === at) && (!speaker || quotes.speaker_entity_id[n] === speaker) && (!act || quotes.act[n] === act) && (!kind || quotes.kind[n] === kind)),
      people: words.length ? places(people, () => true) : [],
      articles: plain && (words.length || from || to || outlet) ? places(articles, (n) => within(articles.day[n], from, to) && (!outlet || articles.outlet[n] === at)) : [],
    };
  }

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  // The words that were found, marked by their folded form: a letter at a time, for folding changes lengths.
  function marked(text, words) {
    const made = element("span");
    if (!words.length) { made.textContent = text; return made; }
    let whole = "";
    const starts = [];
    Array.from(text).forEach((letter, at) => { for (const one of fold(letter)) { whole += one; starts.push(at); } });
    const letters = Array.from(text), lit = new Set();
    for (const word of words) for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + 1)) for (let n = starts[at]; n <= starts[at + word.length - 1]; n++) lit.add(n);
    for (let at = 0; at < letters.length;) {
      let end = at;
      while (end < letters.length && lit.has(end) === lit.has(at)) end++;
      const piece = letters.slice(at, end).join("");
      made.append(lit.has(at) ? element("mark", {}, piece) : piece);
      at = end;
    }
    return made;
  }

  function quote(at, words) {
    const id = quotes.speaker_entity_id[at], act = quotes.act[at];
    const known = id && people.id.includes(id);
    const who = known ? element("a", { class: "who", href: `people/${id}.html` }, element("bdi", {}, nameOfPerson(id))) : element("bdi", { class: "who" }, quotes.speaker[at] || say("ui.unknown"));
    const outlet = quotes.outlet[at];
    const where = element("p", { class: "where" }, element("bdi", {}, outlet ? say(`outlet.${outlet}`) : say("ui.no_outlet")), " · ", quotes.day[at] ? marsad.day(quotes.day[at]) : say("ui.undated"));
    if (/^https?:/i.test(quotes.original[at])) where.append(" · ", element("a", { class: "out", href: quotes.original[at], "data-address": marsad.addressOf(quotes.original[at]), target: "_blank", rel: "noopener noreferrer", "aria-label": say("ui.original_label") }, say("ui.original")));
    return element("article", { class: "saying" },
      element("p", { class: "meta" }, element("span", { class: `act ${act}` }, say(`act.${act}`)), who),
      element("blockquote", { class: quotes.kind[at], dir: "auto" }, element("a", { href: `articles/${quotes.article_id[at]}.html#q${quotes.n[at]}` }, marked(quotes.content[at], words))),
      where);
  }

  function show() {
    const result = (found = search()), place = document.querySelector("[data-results]");
    document.querySelector("[data-count]").textContent = say("filter.results", Object.fromEntries(["quotes", "people", "articles"].map((name) => [name, result[name].length.toLocaleString("en")])));
    const parts = [];
    const first = (list, count) => { if (list.length > count) parts.push(element("p", { class: "of" }, say("ui.first", { shown: count, n: list.length.toLocaleString("en") }))); };
    if (result.people.length) parts.push(element("h3", {}, say("filter.people")), element("ul", { class: "chips" }, ...result.people.slice(0, 24).map((at) => element("li", {}, element("a", { href: `people/${people.id[at]}.html` }, element("bdi", {}, marked(people[marsad.language][at], result.words))), ` ${people.quotes[at]}`))));
    first(result.people, 24);
    if (result.articles.length) parts.push(element("h3", {}, say("filter.articles")), element("ul", { class: "plain" }, ...result.articles.slice(0, 12).map((at) => element("li", {}, element("a", { href: `articles/${articles.id[at]}.html` }, element("bdi", {}, marked(articles.headline[at], result.words)))))));
    first(result.articles, 12);
    if (result.quotes.length) parts.push(element("h3", {}, say("filter.quotes")), ...result.quotes.slice(0, limit).map((at) => quote(at, result.words)));
    if (result.quotes.length > limit) {
      first(result.quotes, limit);
      const more = element("button", { type: "button", class: "more" }, say("ui.more"));
      more.addEventListener("click", () => { limit += SHOWN; show(); });
      parts.push(more);
    }
    place.replaceChildren(...parts);
  }

  // The filters as a script of polars; words are found in any spelling by the same folding.
  const said = (text) => JSON.stringify(text);
  function opening(table) {
    const { q, from, to, outlet, speaker, act, kind } = Object.fromEntries(FIELDS.map((name) => [name, state().get(name) || ""]));
    const filters = [];
    if (from) filters.push(`pl.col("published_at").dt.date() >= pl.lit(${said(from)}).str.to_date()`);
    if (to) filters.push(`pl.col("published_at").dt.date() <= pl.lit(${said(to)}).str.to_date()`);
    if (outlet) filters.push(outlet === "-" ? 'pl.col("outlet").is_null()' : `pl.col("outlet") == ${said(outlet)}`);
    if (speaker) filters.push(`pl.col("speaker_entity_id") == ${said(speaker)}`);
    for (const [name, value] of [["act", act], ["kind", kind]]) if (value) filters.push(`pl.col("${name}") == ${said(value)}`);
    const words = q.split(/\s+/).filter(Boolean);
    if (words.length) filters.push(`pl.all_horizontal(folded.str.contains(fold(word), literal=True) for word in ${said(words)})`);
    const head = words.length ? ["", "from tasks.text.normalize import fold", "", 'spoken = pl.concat_str("content", pl.col("speaker").fill_null(""), separator=" ")', "folded = spoken.map_elements(fold, return_dtype=pl.String)"] : [""];
    const opened = document.querySelector(`[data-scope-${table}]`).getAttribute(`data-scope-${table}`).split("\n");
    const kept = filters.length ? ["rows = rows.filter(", ...filters.map((one) => `    ${one},`), ")"] : [];
    return ["import polars as pl", ...head, ...opened, ...kept];
  }

  function query() {
    return [...opening("quotes"),
      `rows = rows.select(pl.col("published_at").dt.date().alias("day"), ${COLUMNS.slice(1).map(said).join(", ")})`,
      'print(rows.collect().write_csv(), end="")', ""].join("\n");
  }

  function restore() {
    const now = state();
    for (const name of FIELDS) {
      const control = form.elements[name], value = now.get(name) || "";
      if (control.tagName === "SELECT" && value && ![...control.options].some((one) => one.value === value)) control.add(new Option(value, value));
      if (document.activeElement !== control) control.value = value;
    }
    document.querySelector("[data-search] input").value = now.get("q") || "";
  }

  async function refresh(move) {
    restore();
    document.querySelector("#explore .query code").textContent = query();
    document.getElementById("explore").classList.toggle("asked", asked());
    if (!asked()) {
      document.querySelector("[data-results]").replaceChildren();
      document.querySelector("[data-count]").textContent = "";
      return marsad.narrow(null);
    }
    if (!quotes) document.querySelector("[data-count]").textContent = say("ui.loading");
    await load();
    limit = FEW;
    show();
    document.querySelector("[data-filtered]").textContent = told();
    marsad.narrow({ quotes, articles, found: found.quotes, kept: found.ofArticles ? found.articles : null, state: state(), opening, nameOf: nameOfPerson });
    if (move) document.getElementById("explore").scrollIntoView();
  }

  // The filters in words, for paper has no controls: what each is called and what is chosen.
  function told() {
    const chosen = ({ tagName, selectedOptions, value }) => (tagName === "SELECT" ? selectedOptions[0].text.replace(/ \([\d,]+\)$/, "") : value);
    return [...form.elements].filter((one) => one.name && one.value).map((one) => `${one.closest("label").innerText.trim().split("\n")[0]}: ${chosen(one)}`).join(" · ");
  }

  // A link to a section leaves the filters in the address.
  function moveTo(event) {
    const link = event.target.closest?.('a[href^="#"]'), to = link && document.getElementById(link.hash.slice(1));
    if (!to || !asked()) return;
    event.preventDefault();
    to.scrollIntoView();
    to.focus({ preventScroll: true });
  }

  function write() {
    const asks = new URLSearchParams();
    for (const name of FIELDS) if (form.elements[name].value) asks.set(name, form.elements[name].value);
    const hash = asks.toString();
    if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    refresh(false);
  }

  document.addEventListener("DOMContentLoaded", () => {
    form = document.querySelector("[data-filters]");
    let timer;
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(write, 120); });
    form.addEventListener("focusin", load, { once: true });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(write));
    document.querySelector('[data-csv="found"]').addEventListener("click", async () => {
      await load();
      marsad.download("quotes", COLUMNS, search().quotes.map((at) => COLUMNS.map((name) => quotes[name][at])));
    });
    addEventListener("hashchange", () => refresh(true));
    addEventListener("click", moveTo);
    addEventListener("beforeprint", () => { if (asked() && found && limit < MOST_ON_PAPER) { limit = MOST_ON_PAPER; show(); } });
    marsad.onLanguage(() => { if (quotes) { fillSelects(); refresh(false); } });
    refresh(asked());
  });
})();
