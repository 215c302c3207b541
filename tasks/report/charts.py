"""The charts, as Altair makes them for Vega-Lite: one of each in each language of the interface.

Colours are the style sheet's variables, so that light and dark need no second chart; names, days, rows and widths are
filled in by the page. In Arabic the axes are mirrored: names stand on the right and time runs from right to left, as
the text does.
"""

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from tasks.report.strings import DIRECTIONS, say

Spec = dict[str, Any]
Side = Literal["left", "right"]

INK, MUTED, GRID = "var(--ink)", "var(--muted)", "var(--line)"
BAR, SPIKE = "var(--bar)", "var(--accent)"
# How far names beside a chart may reach; all charts one below the other have their time axis at the same place.
_NAMES = 150  # pixels; the page makes it less where it is narrow


def _sides(language: str) -> tuple[Side, Literal["ascending", "descending"]]:
    """Where names stand, and which way time runs."""
    return ("right", "descending") if DIRECTIONS[language] == "rtl" else ("left", "ascending")


def _time(steps: Sequence[str], language: str) -> alt.X:
    """The axis with every step, those without anything too, so that all charts of a page agree."""
    axis = alt.Axis(title=None, grid=False, labelAngle=0, labelOverlap=True, labelExpr="dayOf(datum.value)")
    order = list(steps) if DIRECTIONS[language] == "ltr" else list(reversed(steps))
    return alt.X("at:O", axis=axis, scale=alt.Scale(paddingInner=0.15, domain=order))


def _names(field: str, order: Sequence[str], language: str) -> alt.Y:
    axis = alt.Axis(
        title=None,
        orient=_sides(language)[0],
        minExtent=_NAMES,
        maxExtent=_NAMES,
        labelLimit=_NAMES - 8,
        ticks=False,
        domain=False,
        labelExpr="nameOf(datum.value)",
    )
    return alt.Y(f"{field}:N", sort=list(order), axis=axis)


def coverage(steps: Sequence[str], language: str) -> Spec:
    """Articles by time; days that stand out in colour, with what drove them above.

    Its rows: at, articles, spike (true or false), drivers (a line a name), align (of them), href, tip.
    """
    base = alt.Chart(alt.NamedData("coverage")).encode(x=_time(steps, language))
    axis = alt.Axis(
        title=None,
        orient=_sides(language)[0],
        minExtent=_NAMES,
        maxExtent=_NAMES,
        tickCount=4,
        tickMinStep=1,
        format=",d",
        grid=True,
        domain=False,
        ticks=False,
    )
    bars = base.mark_bar(cursor="pointer", cornerRadiusEnd=1).encode(
        y=alt.Y("articles:Q", axis=axis),
        color=alt.condition("datum.spike", alt.value(SPIKE), alt.value(BAR)),
        tooltip="tip:N",
        description="tip:N",
    )
    layers = alt.layer(bars, _notes(base, "left"), _notes(base, "center"), _notes(base, "right"))
    return _plain(layers.properties(height=230), language)


def _notes(base: alt.Chart, align: Literal["left", "center", "right"]) -> alt.Chart:
    """The names above bars, set off from a higher bar beside theirs; at the ends of the chart they reach inwards."""
    there = base.transform_filter(f"datum.spike && datum.align == '{align}'")
    edge = {"left": -10, "center": 0, "right": 10}[align]
    text = there.mark_text(
        baseline="bottom", align=align, dx=edge, dy=-21, fontSize=12, fontWeight=600, color=INK, lineHeight=15,
        lineBreak="\n", limit=200, stroke="var(--paper)", strokeWidth=4,
    )  # fmt: skip
    noted: alt.Chart = text.encode(y="articles:Q", text="drivers:N")
    return noted


def by_outlet(steps: Sequence[str], order: Sequence[str], language: str) -> Spec:
    """Articles by outlet and time, the more the darker; its rows: at, outlet, articles, href, tip.

    Args:
        steps: all steps of the time axis.
        order: outlets from the top.
        language: of the interface.
    """
    chart = alt.Chart(alt.NamedData("by_outlet")).mark_rect(
        cursor="pointer", color=SPIKE, stroke="var(--paper)", strokeWidth=2
    )
    shown = chart.encode(
        x=_time(steps, language),
        y=_names("outlet", order, language),
        opacity=alt.Opacity("articles:Q", legend=None, scale=alt.Scale(range=[0.12, 1], type="sqrt")),
        tooltip="tip:N",
        description="tip:N",
    )
    return _plain(shown.properties(height=alt.Step(26)), language)


def acts(steps: Sequence[str], order: Sequence[str], language: str) -> Spec:
    """Quotes by speech act and time, one row of bars an act; its rows: at, act, quotes, href, tip.

    Args:
        steps: all steps of the time axis.
        order: acts from the top.
        language: of the interface.
    """
    side = _sides(language)[0]
    header = alt.Header(
        title=None,
        labelOrient=side,
        labelAngle=0,
        labelAlign=side,
        labelPadding=_NAMES,
        labelLimit=_NAMES - 8,
        labelExpr="nameOf(datum.value)",
        labelAnchor="middle",
    )
    axis = alt.Axis(
        title=None, orient=side, tickCount=2, tickMinStep=1, grid=True, domain=False, ticks=False, format=",d"
    )
    bars = (
        alt.Chart(alt.NamedData("acts"))
        .mark_bar(cursor="pointer", cornerRadiusEnd=1)
        .encode(
            x=_time(steps, language),
            y=alt.Y("quotes:Q", axis=axis),
            color=alt.Color(
                "act:N",
                legend=None,
                scale=alt.Scale(domain=list(order), range=[f"var(--{act.removeprefix('act.')})" for act in order]),
            ),
            tooltip="tip:N",
            description="tip:N",
            row=alt.Row("act:N", sort=list(order), header=header, spacing=10),
        )
        .properties(height=54)
    )
    return _plain(bars, language)


def by_whom(speakers: Sequence[str], outlets: Sequence[str], language: str) -> Spec:
    """Who is quoted most (rows) and by which outlet (columns): the more quotes the larger the dot.

    Its rows: speaker, outlet, quotes, href, tip.

    Args:
        speakers: from the top.
        outlets: in the order of reading.
        language: of the interface.
    """
    order = list(outlets) if DIRECTIONS[language] == "ltr" else list(reversed(outlets))
    axis = alt.Axis(
        title=None,
        orient="top",
        labelAngle=-35 if DIRECTIONS[language] == "ltr" else 35,
        ticks=False,
        domain=False,
        labelAlign="left" if DIRECTIONS[language] == "ltr" else "right",
        labelExpr="nameOf(datum.value)",
        labelLimit=110,
        labelOverlap=False,
        grid=True,
    )
    across = alt.X("outlet:N", sort=order, axis=axis)
    base = alt.Chart(alt.NamedData("by_whom")).encode(x=across, y=_names("speaker", speakers, language))
    dots = base.mark_circle(cursor="pointer", color=SPIKE, opacity=0.9).encode(
        size=alt.Size("quotes:Q", legend=None, scale=alt.Scale(range=[24, 620])), tooltip="tip:N", description="tip:N"
    )
    counts = base.transform_filter("datum.quotes > 2").mark_text(fontSize=11, fontWeight=600, color="var(--on-accent)")
    layers = alt.layer(dots, counts.encode(text=alt.Text("quotes:Q", format=",d")))
    return _plain(layers.properties(height=alt.Step(32)), language)


def course(language: str) -> Spec:
    """When a person said what kind of thing; its rows: at, act, turned (true or false), href, tip."""
    base = alt.Chart(alt.NamedData("course")).encode(
        x=alt.X(
            "at:T",
            sort=_sides(language)[1],
            scale=alt.Scale(type="utc", padding=14),
            # Between two days there may be ticks of hours.
            axis=alt.Axis(
                title=None, grid=False, labelExpr="utchours(datum.value) ? '' : dayOf(datum.value)", tickCount=6
            ),
        ),
        y=_names("act", [], language),
    )
    dots = base.mark_circle(size=110, cursor="pointer", opacity=0.75).encode(
        color=alt.value(BAR), tooltip="tip:N", description="tip:N"
    )
    rings = base.transform_filter("datum.turned").mark_point(size=260, stroke=MUTED, strokeWidth=2)
    return _plain(alt.layer(dots, rings).properties(height=alt.Step(28)), language)


def _plain(chart: alt.TopLevelMixin, language: str) -> Spec:
    """The chart as Vega-Lite takes it, without an address of a schema, in the report's letters and colours."""
    spec: Spec = chart.to_dict(validate=False)
    spec.pop("$schema", None)
    spec["config"] = _CONFIG
    spec["description"] = say(language, "chart.description")
    return spec


_CONFIG: Spec = {
    "background": "transparent",
    "font": "Marsad Sans, sans-serif",
    "view": {"stroke": None},
    "axis": {"labelColor": MUTED, "gridColor": GRID, "domainColor": GRID, "tickColor": GRID, "labelFontSize": 12},
    "axisY": {"labelColor": INK, "labelPadding": 6},
    "header": {"labelColor": INK, "labelFontSize": 12},
    "text": {"font": "Marsad Sans, sans-serif"},
}
