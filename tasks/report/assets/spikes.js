// Days that stand out, and what drove them, as tasks/report/spikes.py finds them, among what the filters leave. Written for Marsad.
"use strict";
(function () {
  const { data } = marsad;
  const apart = (count, usual) => 2 * Math.sqrt(count + 0.375) - 2 * Math.sqrt(usual + 0.375);
  function median(counts) {
    const sorted = [...counts].sort((one, other) => one - other), half = (sorted.length - 1) / 2;
    return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
  }

  // Who and what was named in a step in more of its articles than in others, the surest first.
  function drivers(at, rows, stepOf, { articles, kept, hung: { named } }) {
    const { drivers: most, sure, prior, named: least } = data.overview.standing;
    const inAll = rows.reduce((all, row) => all + row.articles, 0), onDay = rows.find((row) => row.at === at).articles, steps = new Set(rows.map((row) => row.at));
    const counts = new Map();
    for (const place of kept) {
      const step = articles.day[place] && stepOf(articles.day[place]);
      if (!steps.has(step)) continue;
      for (const who of named.of[place]) {
        if (!counts.has(who)) counts.set(who, { all: 0, then: 0 });
        counts.get(who).all++;
        if (step === at) counts.get(who).then++;
      }
    }
    const odds = (count, of) => Math.log(count / Math.max(0.5, of + prior - count));
    const scored = [...counts].filter(([, { then }]) => then >= least).map(([who, { all, then }]) => {
      const before = (all / inAll) * prior, now = then + before, other = all - then + before;
      return { id: named.id[who], articles: then, z: (odds(now, onDay) - odds(other, inAll - onDay)) / Math.sqrt(1 / now + 1 / other) };
    });
    return scored.filter(({ z }) => z >= sure).sort((one, other) => other.z - one.z || (one.id < other.id ? -1 : 1)).slice(0, most);
  }

  // The steps that stand out, those with the most articles first; `stepOf` tells the step of a day.
  marsad.spikes = (rows, stepOf, found) => {
    const { deviations, ratio, fewest, most } = data.overview.standing;
    if (rows.length < fewest) return [];
    const usual = median(rows.map((row) => row.articles));
    const out = rows.filter(({ articles }) => articles >= ratio * usual && apart(articles, usual) / Math.SQRT2 >= deviations);
    const furthest = [...out].sort((one, other) => apart(other.articles, usual) - apart(one.articles, usual) || (one.at < other.at ? -1 : 1)).slice(0, most);
    return furthest.map((row) => ({ ...row, usual, drivers: drivers(row.at, rows, stepOf, found) }));
  };
})();
