"""What changed between two published editions, from real files: late, sent again, and corrected."""

from pathlib import Path

import openpyxl
import pytest
from docx import Document

from tests.build import read_here
from tests.path.deciding import arrive, declared, report, rule
from tonghop.cli.main import CLEAN, main
from tonghop.house import House
from tonghop.pipeline import build_marts
from tonghop.publish.edition import Published, publish_period

CHANGES = (
    "So với bản tổng hợp số 01, bản tổng hợp số 02 có 01 trong tổng số 381 số liệu tổng hợp "
    "thay đổi. Nguyên nhân: 01 đơn vị có báo cáo đến sau (Sở Y tế tỉnh Cao Bằng); 01 đơn "
    "vị gửi lại báo cáo (Sở Y tế tỉnh Quảng Ngãi); 01 quyết định xử lý (số 1). Thay đổi lớn "
    "nhất: “Trộm cắp, móc túi – Số vụ” từ 12 vụ thành 16 vụ (tăng 04 vụ: báo cáo đến sau làm "
    "tăng 02 vụ, đơn vị gửi lại báo cáo làm tăng 01 vụ, quyết định xử lý làm tăng 01 vụ)."
)


def publish(house: House) -> Published:
    whole = declared(house)
    return publish_period(house, whole, whole.period("2026-H1"))


def test_an_edition_tells_what_changed_since_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    house = House(tmp_path / "data")
    arrive(
        house,
        {
            "2026-06-08/quang-ngai.xlsx": report("D03.vu | 5\nD04.vu | 1"),
            "2026-06-09/ha-noi.xlsx": report("D03.vu | 7", "SYT34-01"),
        },
    )
    build_marts(house)
    publish(house)
    arrive(
        house,
        {
            "2026-06-12/quang-ngai-2.xlsx": report("D03.vu | 6\nD04.vu | 1"),
            "2026-06-12/cao-bang.xlsx": report("D03.vu | 2", "SYT34-04"),
        },
    )
    rule(house, "correct", "ha-noi.xlsx", cell="D03.vu", old_value="7", new_value="8")
    build_marts(house)
    second = publish(house)
    for annex in ("phu-luc-pctp.xlsx", "phu-luc-pcmbn.xlsx"):
        notes = openpyxl.load_workbook(second.folder / annex, read_only=True)["Ghi chú"]
        told = [text for row in notes.iter_rows(values_only=True) for text in row]
        assert told[told.index("Thay đổi so với bản tổng hợp trước") + 2] == CHANGES
    for draft in ("bao-cao-pctp.docx", "bao-cao-pcmbn.docx"):
        assert CHANGES in [line.text for line in Document(str(second.folder / draft)).paragraphs]
    assert not publish(house).is_new
    capsys.readouterr()
    assert main(["diff", "--data", str(house.data), "2026-H1", "--paragraph"]) == CLEAN
    assert capsys.readouterr().out == f"{CHANGES}\n"
