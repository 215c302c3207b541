// The filters as lines of polars, for the scripts beside the lists. Written for Marsad.
"use strict";
(function () {
  const said = (text) => JSON.stringify(text);
  const wordsOf = (state) => (state.get("q") || "").split(/\s+/).filter(Boolean);
  const CONDITIONS = {
    q: () => "",
    from: (day) => `pl.col("published_at").dt.date() >= pl.lit(${said(day)}).str.to_date()`,
    to: (day) => `pl.col("published_at").dt.date() <= pl.lit(${said(day)}).str.to_date()`,
    outlet: (id) => (id === "-" ? 'pl.col("outlet").is_null()' : `pl.col("outlet") == ${said(id)}`),
    speaker: (id) => `pl.col("speaker_entity_id") == ${said(id)}`,
    act: (act) => `pl.col("act") == ${said(act)}`,
    kind: (kind) => `pl.col("kind") == ${said(kind)}`,
  };
  // Of rows that are speakers: which is asked about, and by which outlet they are quoted.
  const OF_SPEAKERS = {
    outlet: (id) => `pl.col("outlets").list.contains(${said(id)})`,
    speaker: (id) => `pl.col("entity_id") == ${said(id)}`,
  };
  const { outlet, speaker, ...OF_WORDS } = CONDITIONS;
  // Words are found in any spelling by the same folding.
  const FOLDED = [
    "from tasks.text.normalize import fold", "",
    'spoken = pl.concat_str("content", pl.col("speaker").fill_null(""), separator=" ")',
    "folded = spoken.map_elements(fold, return_dtype=pl.String)",
  ];

  // The lines after which `target` has the rows of `source` that the filters with these conditions leave.
  function filtered(target, source, state, conditions) {
    const words = conditions.q ? wordsOf(state) : [];
    const all = Object.keys(conditions).filter((name) => state.get(name)).map((name) => conditions[name](state.get(name)));
    if (words.length) all.push(`pl.all_horizontal(folded.str.contains(fold(word), literal=True) for word in ${said(words)})`);
    const lines = all.filter(Boolean).map((one) => `    ${one},`);
    return [...(words.length ? FOLDED : []), ...(lines.length ? [`${target} = ${source}.filter(`, ...lines, ")"] : [`${target} = ${source}`])];
  }

  const opened = () => document.querySelector("[data-scope]").dataset.scope.split("\n");
  const kept = (state) => filtered("kept", "quotes", state, CONDITIONS);
  // Articles are asked about themselves, or about their quotes.
  const plain = (state) => !wordsOf(state).length && !["speaker", "act", "kind"].some((name) => state.get(name));
  const articles = (state, found) => (plain(state) ? filtered("articles", "articles", state, CONDITIONS) : [...found, 'articles = articles.join(kept, on="article_id", how="semi")']);
  const said_by = (state) => filtered("quotes", "quotes", state, CONDITIONS);
  const published = (state) => articles(state, [...opened(), ...kept(state)]);
  // What the filters add to the script of each list: before its query is called, and after.
  const ADDED = {
    coverage: [published],
    speakers: [said_by],
    acts: [said_by],
    outlets: [(state) => [...kept(state), ...articles(state, []), "quotes = kept"]],
    one_sided: [(state) => filtered("quotes", "quotes", state, OF_WORDS), (state) => filtered("rows", "rows", state, OF_SPEAKERS)],
    repeated: [(state) => [...kept(state), 'statements = statements.join(kept, on="statement_id", how="semi")']],
    revised: [published],
    stances: [() => [], (state) => filtered("rows", "rows", state, CONDITIONS)],
  };

  marsad.polars = {
    plain,
    added: (name, state) => [0, 1].map((part) => ADDED[name][part]?.(state) ?? []),
    found: (state, columns) => ["import polars as pl", "", ...opened(), ...said_by(state),
      `rows = quotes.select(pl.col("published_at").dt.date().alias("day"), ${columns.slice(1).map(said).join(", ")})`,
      'print(rows.collect().write_csv(), end="")', ""].join("\n"),
  };
})();
