"""The first page of our own site."""

from __future__ import annotations

import re
from pathlib import Path


def test_the_search_for_a_model_leads_to_the_filter_of_the_database(built_site: Path) -> None:
    home = (built_site / "index.html").read_text("utf-8")
    database = (built_site / "database/index.html").read_text("utf-8")
    form = re.search(
        r'<form class="find" action="([^"]*)".*?<input [^>]*name="([^"]*)"', home, re.DOTALL
    )

    assert form
    assert (built_site / form[1] / "index.html").is_file()
    assert re.search(rf'<form.*<input [^>]*name="?{form[2]}["\s>]', database, re.DOTALL)
