// The charts of the first page as its filters leave them: rows counted here, from what was found. Written for Marsad.
"use strict";
(function () {
  const { data, say } = marsad;
  // What a chart counts, and by which columns of the quotes; the polars of each column.
  const COUNTED = {
    coverage: { by: ["day"], counts: "articles" },
    by_outlet: { by: ["day", "outlet"], counts: "articles" },
    acts: { by: ["day", "act"], counts: "quotes" },
    by_whom: { by: ["speaker_entity_id", "outlet"], counts: "quotes" },
  };
  const POLARS = {
    day: 'pl.col("published_at").dt.date().alias("day")',
    articles: 'pl.col("article_id").n_unique().alias("articles")',
    quotes: 'pl.len().alias("quotes")',
  };
  const sum = (rows, key, field) => {
    const sums = new Map();
    for (const row of rows) sums.set(row[key], (sums.get(row[key]) || 0) + row[field]);
    return sums;
  };
  const most = (rows, key, field, count) => [...sum(rows, key, field)].sort((one, other) => other[1] - one[1]).slice(0, count).map(([name]) => name);

  // What a chart counts: articles themselves where nothing is asked of their quotes, else what lies in the quotes found.
  const countsWhole = ({ counts }, { kept }) => counts === "articles" && kept !== null;
  const countedOf = (counted, asked) => (countsWhole(counted, asked)
    ? { table: "articles", columns: asked.articles, id: "id", places: asked.kept, told: "whole" }
    : { table: "quotes", columns: asked.quotes, id: "article_id", places: asked.found, told: counted.counts });

  // One row for each group, as the script of polars gives them.
  function grouped(counted, asked) {
    const { by, counts } = counted, groups = new Map(), { columns, id, places } = countedOf(counted, asked);
    for (const at of places) {
      const row = Object.fromEntries(by.map((name) => [name, columns[name][at]]));
      if (row.speaker_entity_id === "") continue;
      const key = JSON.stringify(row);
      if (!groups.has(key)) groups.set(key, { row, quotes: 0, articles: new Set() });
      groups.get(key).quotes++;
      groups.get(key).articles.add(columns[id][at]);
    }
    return [...groups.values()].map((one) => ({ ...one.row, [counts]: counts === "quotes" ? one.quotes : one.articles.size }));
  }

  // The steps of the time axis, each with the days that it goes from and to.
  const steps = () => data.overview.rows.coverage.map((row) => ({ at: row.at, ...Object.fromEntries(new URLSearchParams(row.href.slice(1))) }));
  const stepOf = (day, all) => all.findLast((step) => step.from <= day);

  function asks(state, more) {
    const both = { ...Object.fromEntries(state), ...more };
    if (more.from && state.get("from") > more.from) both.from = state.get("from");
    if (more.to && state.get("to") && state.get("to") < more.to) both.to = state.get("to");
    return `#${new URLSearchParams(both)}`;
  }

  function stepped(rows, column, field, state) {
    const all = steps(), cells = new Map();
    for (const row of rows) {
      const step = row.day && stepOf(row.day, all);
      if (!step) continue;
      const key = JSON.stringify([step.at, column && row[column]]);
      if (!cells.has(key)) cells.set(key, { at: step.at, ...(column && { [column]: `${column}.${row[column]}` }), [field]: 0, href: asks(state, { from: step.from, to: step.to, ...(column && { [column]: row[column] || "-" }) }) });
      cells.get(key)[field] += row[field];
    }
    return [...cells.values()];
  }

  function charted(lists, state) {
    const covered = new Map(stepped(lists.coverage, null, "articles", state).map((row) => [row.at, row]));
    const limit = data.overview.most;
    const outlets = most(lists.by_outlet, "outlet", "articles", limit.outlet), quoting = most(lists.by_whom, "outlet", "quotes", limit.outlet);
    const speakers = most(lists.by_whom, "speaker_entity_id", "quotes", limit.speaker);
    const acts = new Set(data.overview.rows.acts.map((row) => row.act));
    return {
      orders: { outlet: { by_outlet: outlets, by_whom: quoting }, entity: { by_whom: speakers } },
      rows: {
        coverage: steps().map(({ at, from, to }) => ({ at, articles: 0, href: asks(state, { from, to }), ...covered.get(at), spike: false, drivers: [] })),
        by_outlet: stepped(lists.by_outlet.filter((row) => outlets.includes(row.outlet)), "outlet", "articles", state),
        acts: stepped(lists.acts, "act", "quotes", state).filter((row) => acts.has(row.act)),
        by_whom: lists.by_whom.filter((row) => speakers.includes(row.speaker_entity_id) && quoting.includes(row.outlet)).map((row) => ({
          speaker: `entity.${row.speaker_entity_id}`, outlet: `outlet.${row.outlet}`, quotes: row.quotes,
          href: asks(state, { speaker: row.speaker_entity_id, outlet: row.outlet || "-" }),
        })),
      },
    };
  }

  const scriptOf = ({ by, counts }, opening) => [...opening,
    ...(by.includes("speaker_entity_id") ? ['rows = rows.filter(pl.col("speaker_entity_id").is_not_null())'] : []),
    `rows = rows.group_by(${by.map((name) => POLARS[name] || JSON.stringify(name)).join(", ")}).agg(${POLARS[counts]})`,
    `print(rows.sort(${by.map((name) => JSON.stringify(name)).join(", ")}).collect().write_csv(), end="")`, ""].join("\n");

  const listeners = [];
  marsad.onNarrow = (act) => listeners.push(act);
  marsad.narrowed = null;
  let lists = {};

  // What is found, or null where nothing is asked: the columns of quotes and articles, the places of the quotes found and
  // of the articles kept (null where their quotes are asked about), the filters, how a script opens a table, names.
  marsad.narrow = (asked) => {
    if (!asked && !marsad.narrowed) return;
    lists = asked ? Object.fromEntries(Object.entries(COUNTED).map(([name, counted]) => [name, grouped(counted, asked)])) : {};
    marsad.narrowed = asked && { ...charted(lists, asked.state), nameOf: asked.nameOf };
    for (const one of document.querySelectorAll("[data-whole]")) one.hidden = !asked;
    for (const place of document.querySelectorAll("[data-chart]")) {
      const note = place.closest("figure").querySelector("[data-narrowed]"), counted = COUNTED[place.dataset.chart];
      note.hidden = !asked;
      if (!asked) continue;
      const { table, places, told } = countedOf(counted, asked);
      const nothing = !marsad.narrowed.rows[place.dataset.chart].some((row) => row[counted.counts]);
      note.querySelector("[data-told]").textContent = say(`chart.narrowed_${nothing ? "none" : told}`, { n: (nothing ? asked.found : places).length.toLocaleString("en") });
      note.querySelector("code").textContent = scriptOf(counted, asked.opening(table));
    }
    listeners.forEach((act) => act());
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-narrowed] [data-csv]")) {
      const name = button.closest("figure").querySelector("[data-chart]").dataset.chart, { by, counts } = COUNTED[name];
      button.addEventListener("click", () => marsad.download(name, [...by, counts], lists[name].map((row) => [...by, counts].map((column) => row[column]))));
    }
  });
})();
