// Search and filters of the first page; their state is the part of the address behind #. Written for Marsad.
"use strict";
(function () {
  const FIELDS = ["q", "from", "to", "outlet", "speaker", "act", "kind"];
  const COLUMNS = ["day", "outlet", "speaker", "speaker_entity_id", "act", "kind", "content", "article_id"];
  const FEW = 12, SHOWN = 40, MOST_ON_PAPER = 500;
  const { say, fold, want, element, polars } = marsad;
  let quotes, people, articles, lists, places, found = null, limit = FEW, form, ready = null;

  const state = () => (location.hash.includes("=") ? new URLSearchParams(location.hash.slice(1)) : new URLSearchParams());
  const asked = () => FIELDS.some((name) => state().get(name)?.trim());

  function folded(columns, ...fields) {
    return columns[fields[0]].map((_, at) => fold(fields.map((name) => columns[name][at]).join(" ")));
  }

  // The data are loaded when somebody is about to use them: they are most of the report's weight.
  function load() {
    ready ??= Promise.all([want("quotes"), want("people"), want("articles"), want("lists"), want("strings"), want("fold")]).then((loaded) => {
      [quotes, people, articles, lists] = loaded;
      people.en = people.latin.map((name, at) => name || people.ar[at]);
      places = new Map(people.id.map((id, at) => [id, at]));
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
  const nameOfPerson = (id) => people[marsad.language][places.get(id)] ?? lists.named[marsad.language][lists.named.id.indexOf(id)] ?? id;
  const entity = (id) => (places.has(id) ? { kind: people.kind[places.get(id)], canonical_name: people.ar[places.get(id)], latin_name: people.latin[places.get(id)] } : null);

  function fillSelects() {
    const options = {
      outlet: counted(quotes.outlet).map(([id, n]) => [id || "-", `${id ? say(`outlet.${id}`) : say("ui.no_outlet")} (${n})`]),
      speaker: people.id.map((id, at) => [id, people.quotes[at], at]).filter(([, n]) => n > 0).map(([id, n, at]) => [id, `${people[marsad.language][at]} (${n})`]),
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
  const asks = () => Object.fromEntries(FIELDS.map((name) => [name, state().get(name) || ""]));
  const wordsOf = (q) => fold(q).split(/\s+/).filter(Boolean);
  // The places in some columns where all the words stand and what is asked besides is so.
  function having(words, columns, keep) {
    const has = (text) => words.every((word) => text.includes(word));
    return columns.folded.flatMap((text, at) => (has(text) && keep(at) ? [at] : []));
  }
  function quotesFor({ q, from, to, outlet, speaker, act, kind }) {
    const id = outlet === "-" ? "" : outlet;
    return having(wordsOf(q), quotes, (n) => within(quotes.day[n], from, to) && (!outlet || quotes.outlet[n] === id) && (!speaker || quotes.speaker_entity_id[n] === speaker) && (!act || quotes.act[n] === act) && (!kind || quotes.kind[n] === kind));
  }
  function search() {
    const sought = asks(), { q, from, to, outlet, speaker, act, kind } = sought, words = wordsOf(q);
    const id = outlet === "-" ? "" : outlet, some = words.length || from || to || outlet;
    return {
      words,
      quotes: quotesFor(sought),
      people: words.length ? having(words, people, () => true) : [],
      articles: some && !speaker && !act && !kind ? having(words, articles, (n) => within(articles.day[n], from, to) && (!outlet || articles.outlet[n] === id)) : [],
    };
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
    const who = places.has(id) ? element("a", { class: "who", href: `people/${id}.html` }, element("bdi", {}, nameOfPerson(id))) : element("bdi", { class: "who" }, quotes.speaker[at] || say("ui.unknown"));
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
    document.querySelector("#explore .query code").textContent = polars.found(state(), COLUMNS);
    document.getElementById("explore").classList.toggle("asked", asked());
    if (!asked()) {
      document.querySelector("[data-results]").replaceChildren();
      document.querySelector("[data-count]").textContent = "";
      return marsad.narrow(null);
    }
    if (!quotes) document.querySelector("[data-count]").textContent = say("ui.loading");
    await load();
    if (!asked()) return;
    limit = FEW;
    show();
    document.querySelector("[data-filtered]").textContent = told();
    marsad.narrow({
      quotes, articles, hung: lists, found: found.quotes, sided: quotesFor({ ...asks(), outlet: "", speaker: "" }),
      kept: polars.plain(state()) ? found.articles : null, state: state(), nameOf: nameOfPerson, entity, quote,
    });
    move?.(document.getElementById("explore"));
  }

  // The filters in words, for paper has no controls: what each is called and what is chosen.
  function told() {
    const chosen = ({ tagName, selectedOptions, value }) => (tagName === "SELECT" ? selectedOptions[0].text.replace(/ \([\d,]+\)$/, "") : value);
    return [...form.elements].filter((one) => one.name && one.value).map((one) => `${one.closest("label").innerText.trim().split("\n")[0]}: ${chosen(one)}`).join(" · ");
  }

  // A link to a section leaves the filters in the address.
  function follow(event) {
    const link = event.target.closest?.('a[href^="#"]'), to = link && document.getElementById(link.hash.slice(1));
    if (!to || !asked()) return;
    event.preventDefault();
    moveTo(to);
  }
  function moveTo(section) {
    const heading = section.querySelector(":scope > h2") || section;
    heading.tabIndex = -1;
    section.scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  function write() {
    const asks = new URLSearchParams();
    for (const name of FIELDS) if (form.elements[name].value) asks.set(name, form.elements[name].value);
    const hash = asks.toString();
    if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    refresh();
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
    addEventListener("hashchange", () => refresh(moveTo));
    addEventListener("click", follow);
    addEventListener("beforeprint", () => { if (asked() && found && limit < MOST_ON_PAPER) { limit = MOST_ON_PAPER; show(); } });
    marsad.onLanguage(() => { if (quotes) { fillSelects(); refresh(); } });
    refresh((section) => section.scrollIntoView());
  });
})();
