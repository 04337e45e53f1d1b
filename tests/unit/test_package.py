"""The parts of an Office file are found as Excel finds them."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.build import complete, content, printed, with_part
from tonghop.reading.formats.ooxml import open_ooxml
from tonghop.reading.package import Package, Relation

RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://x/relationships/worksheet" Target="worksheets/a.xml"/>
<Relationship Id="rId2" Type="http://x/relationships/worksheet" Target="/xl/b.xml"/>
<Relationship Id="rId3" Type="http://x/relationships/externalLinkPath" Target="file:///C:/x.xlsx"
 TargetMode="External"/></Relationships>"""


def package(**parts: str) -> Package:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return Package(file.getvalue())


def test_a_workbook_tells_what_the_template_wrote_into_it() -> None:
    assert open_ooxml(content(printed())).properties == {
        "template_version": "1",
        "form_versions": "PCTP1=1 PCTP2=1 PCTP3=1 PCMBN4=1 PCTP5=1",
        "unit_code": "SYT34-51",
        "period": "2026-H1",
    }


def test_a_workbook_without_properties_tells_nothing() -> None:
    book = complete("D03.vu | 5")
    for name in list(book.custom_doc_props.names):  # type: ignore[attr-defined]
        del book.custom_doc_props[name]  # type: ignore[attr-defined]
    assert open_ooxml(content(book)).properties == {}


def test_a_property_that_is_no_text_is_told_as_it_is_written() -> None:
    workbook = with_part(
        content(complete("D03.vu | 5")),
        "docProps/custom.xml",
        lambda text: text.replace("lpwstr>1<", "i4>1<").replace(
            ">2026-H1</vt:lpwstr>", "></vt:lpwstr>"
        ),
    )
    properties = Package(workbook).properties()
    assert (properties["template_version"], properties["period"]) == ("1", "")


@pytest.mark.parametrize("name", ["xl/styles.xml", "xl\\styles.xml", "XL/Styles.XML"])
def test_case_and_kind_of_slash_make_no_difference(name: str) -> None:
    found = package(**{name: "text"})
    assert found.find("xl/styles.xml") == found.read("xl/Styles.xml") == b"text"


def test_a_part_that_is_missing_is_empty_or_an_error() -> None:
    assert package(a="").find("xl/styles.xml") == b""
    with pytest.raises(KeyError):
        package(a="").read("xl/styles.xml")


def test_a_relation_leads_to_a_part_or_outside() -> None:
    found = package(**{"xl/_rels/workbook.xml.rels": RELATIONS}).relations("xl/workbook.xml")
    assert found == {
        "rId1": Relation("worksheet", "xl/worksheets/a.xml", is_outside=False),
        "rId2": Relation("worksheet", "xl/b.xml", is_outside=False),
        "rId3": Relation("externalLinkPath", "file:///C:/x.xlsx", is_outside=True),
    }
