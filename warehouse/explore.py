"""A notebook to look around in the tables: filters, statements, charts, and the article beside them."""

import marimo

app = marimo.App(width="full", app_title="Marsad")


@app.cell
def _():
    import altair as alt
    import marimo as mo
    import polars as pl

    from expectations.vocabulary import ACTS, QUOTE_KINDS
    from tasks.model.settings import load_settings
    from tasks.queries.article import article
    from tasks.queries.filters import Wanted
    from tasks.queries.marked import marked_html
    from tasks.queries.question import Question, chain, scan, values
    from tasks.queries.quotes import quotes
    from tasks.storage.opening import filled

    tables = filled(load_settings().warehouse.absolute())
    return ACTS, QUOTE_KINDS, Question, Wanted, alt, article, chain, marked_html, mo, pl, quotes, scan, tables, values


@app.cell
def _(ACTS, QUOTE_KINDS, Question, chain, mo, scan, tables, values):
    def known(table, column):
        return values(table, column).answer(tables)[column].to_list()

    who = mo.ui.text(label="Who", placeholder="a name in any spelling")
    about = mo.ui.text(label="About", placeholder='words, "phrases", endings*')
    outlets = mo.ui.multiselect(known("articles", "outlet"), label="Outlet")
    acts = mo.ui.multiselect(ACTS, label="Act")
    kinds = mo.ui.multiselect(QUOTE_KINDS, label="Kind")
    topic = mo.ui.dropdown(known("topic_matches", "topic_id"), label="Topic")
    published = 'pl.col("published_at").{}().dt.date()'.format
    edges = f"select(first={published('min')}, last={published('max')})"
    days = Question((chain("found", scan("quotes"), (edges, "collect()")),)).answer(tables)
    since = mo.ui.date(value=days["first"][0], label="From") if days["first"][0] else mo.ui.date(label="From")
    until = mo.ui.date(value=days["last"][0], label="To") if days["last"][0] else mo.ui.date(label="To")
    mo.vstack(
        [
            mo.md("# Marsad مرصد"),
            mo.hstack([who, about, outlets, acts, kinds, topic, since, until], wrap=True, justify="start"),
        ]
    )
    return about, acts, days, kinds, outlets, since, topic, until, who


@app.cell
def _(Wanted, about, acts, days, kinds, outlets, quotes, since, tables, topic, until, who):
    wanted = Wanted(
        who=who.value,
        acts=tuple(acts.value),
        kinds=tuple(kinds.value),
        outlets=tuple(outlets.value),
        # At their widest the days leave statements in that have no day.
        since=since.value if since.value != days["first"][0] else None,
        until=until.value if until.value != days["last"][0] else None,
        about=about.value,
        topic=topic.value or "",
    )
    question = quotes(wanted, None)
    found = question.answer(tables)
    return found, question


@app.cell
def _(alt, found, mo, pl):
    by_day = (
        found.drop_nulls("published_at").group_by(day=pl.col("published_at").dt.date(), act="act").len("statements")
    )
    speakers = found.drop_nulls("speaker").group_by("speaker").len("statements").top_k(12, by="statements")
    by_outlet = found.drop_nulls("outlet").group_by("outlet").len("statements").top_k(12, by="statements")

    def bars(frame, name):
        axis = alt.Y(name, sort="-x", title=None)
        return alt.Chart(frame).mark_bar().encode(alt.X("statements"), axis, tooltip=[name, "statements"])

    course = alt.Chart(by_day).mark_bar().encode(alt.X("day:T"), alt.Y("sum(statements)"), alt.Color("act"))
    charts = [
        course.properties(title="Statements a day", height=200),
        bars(speakers, "speaker").properties(title="Speakers", height=200),
        bars(by_outlet, "outlet").properties(title="Outlets", height=200),
    ]
    shown = mo.hstack(charts, widths="equal") if found.height else mo.md("Nothing in the tables answers that.")
    shown
    return


@app.cell
def _(found, mo):
    columns = ["published_at", "outlet", "speaker", "act", "content", "article_id"]
    listed = mo.ui.table(
        found.select(columns),
        selection="single",
        page_size=10,
        label=f"{found.height:,} statements; choose one to read its article",
        format_mapping={"published_at": lambda at: f"{at:%Y-%m-%d}" if at else ""},
        text_justify_columns=dict.fromkeys(("speaker", "content"), "right"),
        column_widths={"published_at": 110, "content": 320},
        wrapped_columns=["speaker", "content"],
        hidden_columns=["article_id"],
        show_column_summaries=False,
        show_data_types=False,
    )
    return (listed,)


@app.cell
def _(article, listed, marked_html, mo, tables):
    style = """<style>
    .article { max-width: 46rem; font-size: 1.05rem; line-height: 1.9 }
    .article p { margin: 0 0 .8em; text-align: start }
    .article .said { background: #fde68a66; border-bottom: 2px solid #d97706 }
    .article .direct { border-bottom-color: #059669 }
    .article .mixed { border-bottom-color: #7c3aed }
    .article .named { font-weight: 600 }
    </style>"""

    def read(article_id):
        told, spans = article(article_id).answers(tables, "article", "found")
        return f'{style}<div class="article">{marked_html(told["text"][0], spans.to_dicts())}</div>'

    chosen = listed.value["article_id"].to_list() if len(listed.value) else []
    beside = mo.Html(read(chosen[0])) if chosen else mo.md("*No statement is chosen.*")
    mo.hstack([listed, beside], widths=[3, 2], align="start")
    return


@app.cell
def _(mo, question, tables):
    mo.accordion({"The polars that answers this": mo.md(f"```python\n{question.text(tables)}\n```")})
    return


if __name__ == "__main__":
    app.run()
