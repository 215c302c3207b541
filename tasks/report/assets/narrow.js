// What the first page shows as its filters leave it, counted from what was found; the rows of its charts. Written for Marsad.
"use strict";
(function () {
  const { data } = marsad;
  const most = (rows, key, field, count) => [...marsad.sum(rows, key, field)].sort((one, other) => other[1] - one[1]).slice(0, count).map(([name]) => name);


  // The steps of the time axis, each with the days that it goes from and to.
  const steps = () => data.overview.rows.coverage.map((row) => ({ at: row.at, ...Object.fromEntries(new URLSearchParams(row.href.slice(1))) }));
  const stepOf = (day, all) => all.findLast((step) => step.from <= day);
  const within = (state) => ({ from, to }) => (!state.get("from") || to >= state.get("from")) && (!state.get("to") || from <= state.get("to"));

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

  function charted({ lists, state, ...whole }) {
    const covered = new Map(stepped(lists.coverage, null, "articles", state).map((row) => [row.at, row]));
    const limit = data.overview.most, covering = within(state), all = steps();
    const bars = all.map(({ at, from, to }) => ({ at, articles: 0, href: asks(state, { from, to }), ...covered.get(at) }));
    const spikes = marsad.spikes(bars.filter((_, at) => covering(all[at])), (day) => stepOf(day, all)?.at, whole);
    const out = new Map(spikes.map((row) => [row.at, row]));
    const outlets = most(lists.coverage, "outlet", "articles", limit.outlet), quoting = most(lists.speakers, "outlet", "quotes", limit.outlet);
    const speakers = most(lists.speakers, "entity_id", "quotes", limit.speaker);
    const acts = new Set(data.overview.rows.acts.map((row) => row.act));
    return {
      spikes,
      covered: new Set(all.filter(covering).map((step) => step.at)),
      orders: { outlet: { by_outlet: outlets, by_whom: quoting }, entity: { by_whom: speakers } },
      rows: {
        coverage: bars.map((row) => ({ ...row, spike: out.has(row.at), drivers: (out.get(row.at)?.drivers || []).slice(0, 2).map(({ id }) => `entity.${id}`) })),
        by_outlet: stepped(lists.coverage.filter((row) => outlets.includes(row.outlet)), "outlet", "articles", state),
        acts: stepped(lists.acts, "act", "quotes", state).filter((row) => acts.has(row.act)),
        by_whom: lists.speakers.filter((row) => speakers.includes(row.entity_id) && quoting.includes(row.outlet)).map((row) => ({
          speaker: `entity.${row.entity_id}`, outlet: `outlet.${row.outlet}`, quotes: row.quotes,
          href: asks(state, { speaker: row.entity_id, outlet: row.outlet || "-" }),
        })),
      },
    };
  }

  const listeners = [];
  marsad.onNarrow = (act) => listeners.push(act);
  marsad.narrowed = null;

  // What is found, or null where nothing is asked: the columns of quotes and articles, what hangs together (`hung`), the
  // places of the quotes found, of those of all outlets and speakers (`sided`) and of the articles kept (null where their
  // quotes are asked about), the filters, and what is known of an entity.
  marsad.narrow = (asked) => {
    if (!asked && !marsad.narrowed) return;
    if (asked) {
      const { quotes, articles, found } = asked, places = new Set(found), ids = new Set(found.map((at) => quotes.article_id[at]));
      const kept = asked.kept ?? articles.id.flatMap((id, at) => (ids.has(id) ? [at] : [])), keeps = new Set(kept.map((at) => articles.id[at]));
      const whole = { ...asked, kept, is: { found: (at) => places.has(at), kept: (id) => keeps.has(id) } };
      const lists = marsad.answers(whole);
      marsad.narrowed = {
        ...whole, lists, turns: marsad.turnsOf(whole), speakers: marsad.bySpeaker(lists.speakers), ...charted({ ...whole, lists }),
        asks: (more) => asks(asked.state, more), ofArticles: asked.kept !== null,
      };
    } else marsad.narrowed = null;
    listeners.forEach((act) => act());
  };
})();
