"""The page of a figure, which other sites show in a frame."""

from __future__ import annotations

from html.parser import HTMLParser

from mkdocs_osai.views.figure_page import FigureImage, FigurePage

HOSTILE = 'A "x" onload="alert(1)"></textarea><script>alert(2)</script>'


class Found(HTMLParser):
    """The elements of a page with their attributes, and the text of each text area by its id."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.areas: dict[str, str] = {}
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "textarea":
            self._area = dict(attrs)["id"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.areas[self._area] = self.areas.get(self._area, "") + data


def parsed(html: str) -> Found:
    found = Found()
    found.feed(html)
    found.close()
    return found


def test_the_code_to_embed_a_figure_is_one_frame_whatever_its_title_holds() -> None:
    image = FigureImage("a.svg", "", 688, 300)
    page = FigurePage(
        title=HOSTILE,
        basis=(),
        alt="",
        source="S",
        source_address=None,
        date="",
        license="CC",
        context="../",
        address="https://example.org/osai/figures/a.html",
        citation="C",
        images=[image],
        files=[],
        behind=[],
    )

    found = parsed(page.html())
    code = parsed(found.areas["embed"]).elements

    assert "script" not in [tag for tag, _ in found.elements]
    assert [tag for tag, _ in code] == ["iframe"]
    assert code[0][1]["src"] == page.address
    assert "onload" not in code[0][1]
    assert (code[0][1]["title"] or "").replace("\u2060", "").startswith('A "x" onload="alert(1)"')
