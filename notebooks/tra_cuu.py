"""Bàn tra cứu: mở bản tổng hợp, chỉ đọc; xem bảng toàn quốc, biểu đồ và hỏi bằng SQL.

``make notebook`` opens it. Data come from ``data/marts``, or from the folder TONGHOP_DATA names.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Tra cứu số liệu")


@app.cell
def _():
    import json
    import os
    from datetime import date
    from pathlib import Path

    import altair as alt
    import duckdb
    import marimo as mo

    from schemas.layout import ILLUSTRATION
    from tonghop.asking import open_edition
    from tonghop.publish.editions import MANIFEST, editions, newest_edition
    from tonghop.publish.grammar import number

    return (
        ILLUSTRATION,
        MANIFEST,
        Path,
        alt,
        date,
        duckdb,
        editions,
        json,
        mo,
        newest_edition,
        number,
        open_edition,
        os,
    )


@app.cell
def _(Path, editions, mo, newest_edition, os):
    marts = Path(os.environ.get("TONGHOP_DATA", mo.notebook_dir().parent / "data")) / "marts"
    newest = newest_edition(marts)
    mo.stop(
        newest is None,
        mo.md(
            f"""
            # Tra cứu số liệu

            Chưa có bản tổng hợp nào trong thư mục `{marts}`.

            Hãy đặt báo cáo của các đơn vị vào `data/raw`, chạy `tonghop run --period 2026-H1`
            (thay bằng kỳ cần tổng hợp), rồi mở lại trang này. Muốn xem thử, chạy `tonghop demo`.
            """
        ),
    )
    found = [
        edition
        for period in sorted(marts.glob("[0-9]*-*"))
        for edition in editions(marts, period.name)
    ]
    chooser = mo.ui.dropdown(
        {f"{path.parent.name}, bản {path.name}": path for path in found},
        value=f"{newest.parent.name}, bản {newest.name}",
        label="Bản tổng hợp",
    )
    return (chooser,)


@app.cell
def _(ILLUSTRATION, MANIFEST, chooser, date, duckdb, json, mo, open_edition):
    edition = chooser.value
    manifest = json.loads((edition / MANIFEST).read_text(encoding="utf-8"))
    period = manifest["period"]
    cut_off = date.fromisoformat(manifest["cut_off"])

    def ask(question, *given):
        """Trả lời một câu hỏi SQL bằng một bảng, số liệu giữ nguyên từng chữ số."""
        with open_edition(edition) as con:
            answered = con.sql(question, params=given)
            if answered is None:
                raise duckdb.Error("câu lệnh không trả về bảng nào; chỉ dùng câu select.")
            return answered.to_arrow_table()

    mo.vstack(
        [
            mo.md("# Tra cứu số liệu"),
            chooser,
            mo.md(
                f"Số liệu chốt ngày **{cut_off:%d/%m/%Y}**. "
                f"{manifest.get('units_reported', '…')}/{manifest.get('units_expected', '…')} "
                "đơn vị đã báo cáo."
            ),
            mo.callout(ILLUSTRATION, kind="warn") if manifest.get("illustrative") else None,
        ]
    )
    return ask, period


@app.cell
def _(mo, number):
    figure_columns = ["Số liệu", "Cùng kỳ năm trước", "Tăng, giảm", "Tăng, giảm (%)"]

    def told(value):
        """Viết một con số theo lối Việt Nam; chưa có số liệu thì để trống."""
        return "" if value is None else number(value)

    def table(rows, figures=()):
        """Trình bày một bảng; chỉ cách viết số thay đổi, số liệu giữ nguyên."""
        return mo.ui.table(
            rows,
            selection=None,
            page_size=15,
            show_column_summaries=False,
            show_data_types=False,
            format_mapping=dict.fromkeys(figures, told),
            text_justify_columns=dict.fromkeys(figures, "right"),
        )

    return figure_columns, table, told


@app.cell
def _(ask, figure_columns, mo, period, table):
    national = ask(
        """
        select
            form_code as "Biểu",
            line_code as "Mã dòng",
            line_label as "Chỉ tiêu",
            measure_label as "Cột",
            unit_of_measure as "Đơn vị tính",
            value as "Số liệu",
            value_last_year as "Cùng kỳ năm trước",
            change as "Tăng, giảm",
            change_pct as "Tăng, giảm (%)",
            units_reported as "Đơn vị có số liệu",
            units_expected as "Đơn vị phải báo cáo",
            figure_id as "Mã con số"
        from national_summary
        where period = ?
        order by form_code, line_code, measure
        """,
        period,
    )
    mo.vstack(
        [
            mo.md(
                """
                ## Toàn quốc

                Ô trống là chưa có đơn vị nào báo cáo số liệu đó, không phải là không phát sinh.
                Muốn biết một con số từ đâu ra, tìm mã con số trong bảng `figure_cell`.
                """
            ),
            table(national, figure_columns),
        ]
    )
    return (national,)


@app.cell
def _(ask, mo, period):
    figures = ask(
        """
        select line_code || '.' || measure as cell, line_label || ' – ' || measure_label as label
        from national_summary
        where period = ? and value > 0 and kind <> 'ratio'
        order by form_code, line_code, measure
        """,
        period,
    ).to_pylist()
    figure_chooser = mo.ui.dropdown(
        {f"{figure['label']} ({figure['cell']})": figure["cell"] for figure in figures},
        value=f"{figures[0]['label']} ({figures[0]['cell']})" if figures else None,
        label="Chỉ tiêu",
        searchable=True,
    )
    mo.vstack([mo.md("## Theo đơn vị"), figure_chooser])
    return (figure_chooser,)


@app.cell
def _(alt, ask, figure_chooser, mo, period, told):
    by_unit = ask(
        """
        select unit_name, value
        from province_summary
        where period = ? and basis = 'as_reported'
            and line_code || '.' || measure = ? and value > 0
        order by value desc, unit_name
        limit 20
        """,
        period,
        figure_chooser.value,
    ).to_pylist()
    bars = (
        alt.Chart(
            alt.Data(
                values=[
                    {**row, "value": float(row["value"]), "told": told(row["value"])}
                    for row in by_unit
                ]
            )
        )
        .mark_bar()
        .encode(
            x=alt.X("value:Q", title=None, axis=None),
            y=alt.Y("unit_name:N", sort="-x", title=None, axis=alt.Axis(labelLimit=400)),
        )
    )
    numbers = bars.mark_text(align="left", dx=4).encode(text="told:N")
    chart = (bars + numbers).properties(title="Các đơn vị có số liệu lớn nhất", width=700)
    mo.ui.altair_chart(chart, chart_selection=False, legend_selection=False)
    return (by_unit,)


@app.cell
def _(mo, period):
    example = f"""select status, count(*) as units
from reporting_status
where period = '{period}'
group by status
order by units desc"""
    question = mo.ui.code_editor(value=example, language="sql", min_height=120).form(
        submit_button_label="Chạy"
    )
    mo.vstack(
        [
            mo.md(
                """
                ## Hỏi bằng SQL

                Sửa câu lệnh rồi bấm **Chạy**. Chỉ đọc được, không sửa được số liệu.
                `show tables` liệt kê các bảng, `describe national_summary` liệt kê các cột.
                """
            ),
            question,
        ]
    )
    return example, question


@app.cell
def _(ask, duckdb, example, mo, question, table):
    try:
        answer = ask(question.value or example)
        _shown = table(answer)
    except duckdb.Error as _error:
        answer = None
        _shown = mo.callout(mo.md(f"Câu lệnh chưa chạy được:\n\n```\n{_error}\n```"), kind="danger")
    _shown
    return (answer,)


if __name__ == "__main__":
    app.run()
