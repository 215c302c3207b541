// The rows of the first page's lists as its filters leave them, as the scripts beside them give them. Written for Marsad.
"use strict";
(function () {
  // What sorts rows by these columns, by those with a minus from the most to the least.
  const by = (...names) => (one, other) => {
    for (const name of names) {
      const [column, sign] = name.startsWith("-") ? [name.slice(1), -1] : [name, 1];
      if (one[column] !== other[column]) return one[column] < other[column] ? -sign : sign;
    }
    return 0;
  };
  const sum = (rows, key, field) => {
    const sums = new Map();
    for (const row of rows) sums.set(row[key], (sums.get(row[key]) || 0) + row[field]);
    return sums;
  };

  // The places by what stands there in some columns: a row of it, and the places that have it.
  function grouped(places, columns, names) {
    const groups = new Map();
    for (const at of places) {
      const row = Object.fromEntries(names.map((name) => [name, columns[name][at]])), key = JSON.stringify(row);
      if (!groups.has(key)) groups.set(key, { row, places: [] });
      groups.get(key).places.push(at);
    }
    return [...groups.values()];
  }
  const different = (places, column) => new Set(places.map((at) => column[at])).size;
  const share = (places, has) => (places.length ? places.filter(has).length / places.length : "");
  const rowsOf = ({ of, ...columns }) => Object.values(columns)[0].map((_, at) => ({ ...Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells[at]])), of: of?.[at] }));

  // The rows of each list, as the script beside it gives them; "" is what has no value.
  const ANSWERS = {
    coverage: ({ articles, kept }) => grouped(kept, articles, ["day", "outlet"])
      .map(({ row, places }) => ({ ...row, articles: places.length, texts: new Set(places.map((at) => articles.copied[at] || articles.id[at])).size }))
      .sort(by("day", "outlet")),
    acts: ({ quotes, found }) => grouped(found, quotes, ["day", "act"]).map(({ row, places }) => ({ ...row, quotes: places.length })).sort(by("day", "act")),
    speakers: ({ quotes, found, entity }) => {
      const rows = grouped(found.filter((at) => entity(quotes.speaker_entity_id[at])), quotes, ["speaker_entity_id", "outlet"]).map(({ row, places }) => (
        { entity_id: row.speaker_entity_id, outlet: row.outlet, quotes: places.length, articles: different(places, quotes.article_id), ...entity(row.speaker_entity_id) }));
      const all = sum(rows, "entity_id", "quotes");
      return rows.map((row) => ({ ...row, quotes_in_all: all.get(row.entity_id) })).sort(by("-quotes_in_all", "entity_id", "-quotes", "outlet"));
    },
    one_sided: ({ quotes, sided, state, entity }) => {
      const outletsOf = (places) => [...new Set(places.map((at) => quotes.outlet[at]).filter(Boolean))].sort();
      const outlets_in_all = outletsOf(sided).length, outlet = state.get("outlet"), speaker = state.get("speaker");
      return grouped(sided.filter((at) => entity(quotes.speaker_entity_id[at])), quotes, ["speaker_entity_id"])
        .map(({ row, places }) => ({ entity_id: row.speaker_entity_id, quotes: places.length, outlets: outletsOf(places), ...entity(row.speaker_entity_id), outlets_in_all }))
        .filter((row) => row.quotes >= 3 && row.outlets.length < outlets_in_all)
        .filter((row) => (!outlet || row.outlets.includes(outlet)) && (!speaker || row.entity_id === speaker))
        .sort(by("-quotes", "entity_id"));
    },
    outlets: ({ articles, kept, quotes, found }) => {
      const said = new Map(grouped(found, quotes, ["outlet"]).map(({ row, places }) => [row.outlet, places]));
      return grouped(kept, articles, ["outlet"]).map(({ row, places }) => {
        const spoken = said.get(row.outlet) || [];
        return {
          ...row, articles: places.length, copies: places.filter((at) => articles.copied[at]).length, quotes: spoken.length,
          speakers: different(spoken.filter((at) => quotes.speaker_entity_id[at]), quotes.speaker_entity_id),
          direct_share: share(spoken, (at) => quotes.kind[at] === "direct"), unnamed_share: share(spoken, (at) => quotes.unnamed[at]),
        };
      }).sort(by("-articles", "outlet"));
    },
    repeated: ({ hung, is }) => rowsOf(hung.repeated).filter((row) => row.of.some(is.found)).map((row) => ({ ...row, outlets: row.outlets.split("|") })),
    revised: ({ hung, is }) => rowsOf(hung.revised).filter((row) => is.kept(row.article_id)),
    stances: ({ hung, is, quotes }) => rowsOf(hung.stances).filter((row) => is.found(row.of)).map((row) => (
      { ...row, ...Object.fromEntries(["article_id", "outlet", "speaker", "speaker_entity_id", "act", "kind", "content"].map((name) => [name, quotes[name][row.of]])) })),
  };
  // Pairs of places of quotes, one of them found, of which the later turns the earlier; the latest first.
  function turnsOf({ hung, is }) {
    const rows = rowsOf(hung.stances), pairs = rows.flatMap((row, at) => (row.turned === "true" ? [{ before: rows[at - 1].of, after: row.of, published_at: row.published_at }] : []));
    return pairs.filter(({ before, after }) => is.found(before) || is.found(after)).sort(by("-published_at"));
  }

  // The rows of each speaker.
  function bySpeaker(rows) {
    const found = new Map();
    for (const row of rows) found.set(row.entity_id, [...(found.get(row.entity_id) || []), row]);
    return [...found.values()];
  }

  marsad.sum = sum;
  marsad.answers = (whole) => Object.fromEntries(Object.entries(ANSWERS).map(([name, answer]) => [name, answer(whole)]));
  marsad.turnsOf = turnsOf;
  marsad.bySpeaker = bySpeaker;
})();
