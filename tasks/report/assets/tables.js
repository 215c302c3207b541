// The tables and lists of the first page as its filters leave them, in the place of those of all. Written for Marsad.
"use strict";
(function () {
  const { data, say, day, element } = marsad;
  const count = (n) => n.toLocaleString("en");
  const percent = (share) => (share === "" ? "—" : new Intl.NumberFormat("en", { style: "percent", roundingMode: "halfEven" }).format(share));
  const outletName = (id) => element("bdi", {}, id ? say(`outlet.${id}`) : say("ui.no_outlet"));
  const time = (iso) => element("time", { datetime: iso.slice(0, 10) }, iso ? day(iso) : "—");
  function person(id) {
    const { entity, nameOf } = marsad.narrowed, name = element("bdi", {}, nameOf(id));
    return entity(id) ? element("a", { class: "who", href: `people/${id}.html` }, name) : name;
  }
  const head = (...children) => element("th", { scope: "row" }, ...children);
  const cell = (...children) => element("td", {}, ...children);
  const figure = (...children) => element("td", { class: "n" }, ...children);
  const joined = (parts, by = " · ") => parts.flatMap((part, at) => (at ? [by, part] : [part])).flat();
  function bar(share) {
    const made = document.querySelector("#outlets svg.bar").cloneNode(true);
    made.querySelector("rect").setAttribute("width", 100 * share);
    return made;
  }

  // The rows of the tables.
  const TABLES = {
    coverage: ({ rows, covered, spikes }) => rows.coverage.filter((row) => covered.has(row.at)).map((row) => element("tr", { class: row.spike && "spike" },
      head(element("a", { href: row.href }, time(row.at))), figure(count(row.articles)),
      cell(...joined((spikes.find(({ at }) => at === row.at)?.drivers || []).map(({ id, articles }) => [person(id), ` (${articles})`]))))),
    speakers: ({ speakers, asks }) => speakers.map((rows) => element("tr", {}, head(person(rows[0].entity_id)), figure(count(rows[0].quotes_in_all)),
      cell(...joined(rows.map((row) => [element("a", { href: asks({ speaker: row.entity_id, outlet: row.outlet || "-" }) }, outletName(row.outlet)), ` ${row.quotes}`]))))),
    one_sided: ({ lists }) => lists.one_sided.map((row) => element("tr", {}, head(person(row.entity_id)), figure(count(row.quotes)),
      cell(...joined(row.outlets.map(outletName)), " ", element("span", { class: "of" }, `${row.outlets.length}/${row.outlets_in_all}`)))),
    acts: ({ rows }) => rows.acts.map((row) => element("tr", {}, head(time(row.at)), cell(say(row.act)), figure(element("a", { href: row.href }, count(row.quotes))))),
    outlets: ({ lists, asks }) => lists.outlets.map((row) => element("tr", {}, head(element("a", { href: asks({ outlet: row.outlet || "-" }) }, outletName(row.outlet))),
      figure(count(row.articles)), element("td", { class: "b" }, bar(row.articles / lists.outlets[0].articles)), figure(count(row.copies)), figure(count(row.quotes)),
      figure(count(row.speakers)), figure(percent(row.direct_share)), figure(percent(row.unnamed_share)))),
    revised: ({ lists }) => lists.revised.map((row) => element("tr", {}, head(element("a", { href: `articles/${row.article_id}.html#revisions` }, element("bdi", {}, row.headline))),
      cell(outletName(row.outlet)), figure(row.revision), figure(percent(row.change)), cell(time(row.captured_at)))),
  };

  const fact = (value, title, ...text) => element("li", {}, element("b", {}, value), element("h3", {}, say(title)), element("p", {}, ...text));
  const section = (id, title) => element("a", { href: `#${id}` }, say(title));
  function facts({ quotes, found, spikes, speakers, lists, turns }) {
    const acts = (act) => lists.acts.filter((row) => row.act === act).reduce((all, row) => all + row.quotes, 0);
    const [deny, accuse] = [acts("deny"), acts("accuse")];
    return element("ul", { class: "facts" },
      ...(data.lists.run ? [fact(count(found.filter((at) => quotes.new[at]).length), "over.new", say("over.new_text"), " ", time(data.lists.run))] : []),
      ...spikes.slice(0, 1).map((row) => fact(time(row.at), "over.peak", say("over.peak_text", { articles: count(row.articles), usual: count(Math.round(row.usual)) }), ...joined(["", ...row.drivers.map(({ id }) => person(id))], marsad.language === "ar" ? "، " : ", "))),
      ...speakers.slice(0, 1).map((rows) => fact(person(rows[0].entity_id), "over.most_quoted", say("over.most_quoted_text", { quotes: count(rows[0].quotes_in_all), outlets: rows.length }))),
      fact(count(deny + accuse), "over.denials", say("over.denials_text", { deny: count(deny), accuse: count(accuse) })),
      fact(count(turns.length), "over.turned", section("turns", "over.turned_text")),
      fact(count(lists.revised.length), "over.silent", section("revised", "over.silent_text")));
  }

  function statement(row) {
    const who = marsad.narrowed.entity(row.speaker_entity_id) ? person(row.speaker_entity_id) : element("bdi", { class: row.speaker ? "who" : "who unknown" }, row.speaker || say("ui.unknown"));
    const [first, last] = [row.first_said_at, row.last_said_at].map((at) => at.slice(0, 10));
    const when = first === last ? [time(first)] : [time(first), " – ", time(last)];
    return element("article", { class: "saying" },
      element("p", { class: "meta" }, element("span", { class: `act ${row.act}` }, say(`act.${row.act}`)), who),
      element("blockquote", { dir: "auto" }, element("a", { href: `articles/${row.article_id}.html` }, row.content)),
      element("p", { class: "where" }, ...joined([...row.outlets.map(outletName), when, `${say("col.articles")} ${row.articles}`])));
  }
  // The lists that are no tables.
  const ITEMS = {
    repeated: ({ lists }) => lists.repeated.map(statement),
    turns: ({ turns, quote }) => turns.map(({ before, after }) => element("div", { class: "pair" }, quote(before, []), quote(after, []))),
  };

  // A list anew, in the frame of that of all; as many rows as that one shows.
  function made(whole) {
    const name = whole.dataset.list, now = element("div", { "data-now": name }), { narrowed } = marsad;
    if (name === "facts") { now.append(facts(narrowed)); return now; }
    const table = whole.querySelector(".scroll")?.cloneNode(true), all = (TABLES[name] || ITEMS[name])(narrowed), most = Number(whole.dataset.most || all.length);
    const shown = all.slice(0, most);
    if (!shown.length) now.append(element("p", {}, say("ui.none")));
    else if (table) { table.querySelector("tbody").replaceChildren(...shown); now.append(table); } else now.append(...shown);
    if (shown.length < all.length) now.append(element("p", { class: "of" }, say("ui.part", { shown: count(shown.length), n: count(all.length) })));
    return now;
  }

  // What a chart counts: articles themselves where nothing is asked of their quotes, else those that hold a quote found.
  const COUNTS = { coverage: "articles", by_outlet: "articles", acts: "quotes", by_whom: "quotes" };
  function told(chart) {
    const { rows, kept, found, ofArticles } = marsad.narrowed, counts = COUNTS[chart];
    const key = !rows[chart].some((row) => row[counts]) ? "none" : counts === "articles" && ofArticles ? "whole" : counts;
    return say(`chart.narrowed_${key}`, { n: count((key === "whole" ? kept : found).length) });
  }

  function show() {
    const { narrowed } = marsad;
    for (const one of document.querySelectorAll("[data-now]")) one.remove();
    for (const one of document.querySelectorAll("[data-narrowed]")) one.hidden = !narrowed;
    for (const whole of document.querySelectorAll("[data-list]")) {
      whole.hidden = Boolean(narrowed);
      if (narrowed) whole.after(made(whole));
    }
    for (const query of document.querySelectorAll("[data-query]")) {
      const added = narrowed ? marsad.polars.added(query.dataset.query, narrowed.state) : [];
      query.querySelectorAll("code span").forEach((place, part) => { place.textContent = added[part]?.length ? `${added[part].join("\n")}\n\n` : ""; });
    }
    if (narrowed) for (const place of document.querySelectorAll("[data-chart]")) place.closest("figure").querySelector("[data-told]").textContent = told(place.dataset.chart);
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll("[data-query] a")) {
      const name = link.closest("[data-query]").dataset.query, text = (cell) => (Array.isArray(cell) ? cell.join("|") : cell);
      link.addEventListener("click", (event) => {
        if (!marsad.narrowed) return;
        event.preventDefault();
        const columns = data.lists.columns[name];
        marsad.download(name, columns, marsad.narrowed.lists[name].map((row) => columns.map((column) => text(row[column]))));
      });
    }
    marsad.onNarrow(show);
  });
})();
