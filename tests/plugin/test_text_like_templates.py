"""Text with delimiters stays on a page, whatever the site's own delimiters are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sites import MACROS, Site

OSAI: dict[str, Any] = {"osai": {"pages": False, "cards": False}}

TEXTS = """# PowerShell

<pre>
<#
.SYNOPSIS
#>
function Copy-It {}
</pre>

<pre><code>cout << files << "x" >> y; <# block #></code></pre>

A comment is <# text #>. He said << "bonjour" >>, << 2 >>, << 6 * 7 >>, << true >> and
<< unknown | upper >>.

Replace << title >>, << page >>, << files >>, << config >> and << range >>.

In PowerShell, <# opens a comment.

## Section

And #> closes it.
"""


def test_text_on_a_site_without_the_macros_plugin_stays_as_it_is(site: Site) -> None:
    site.configure(plugins=["search"], markdown_extensions=["attr_list", "md_in_html"])
    site.write("docs/index.md", TEXTS)
    before = site.build(strict=True).article("index.html")
    site.configure(plugins=["search", OSAI])

    after = site.build(strict=True).article("index.html")

    assert after == before


def test_variables_and_macros_run_on_a_site_without_the_macros_plugin(site: Site) -> None:
    site.configure(plugins=["search", OSAI], extra={"who": "Ada"})
    site.write(
        "docs/index.md", "---\nwhen: today\n---\n# A\n\n<< who >> << when >> << page.title >>\n"
    )

    assert "<p>Ada today A</p>" in site.build(strict=True).article("index.html")


def test_a_site_that_lists_the_macros_plugin_has_comments(site: Site) -> None:
    site.configure(plugins=["search", {"macros": MACROS}, OSAI])
    site.write("docs/index.md", "# A\n\na<# gone #> << 'text' >> << 6 * 7 >>\n")

    assert "<p>a text 42</p>" in site.build(strict=True).article("index.html")


@pytest.mark.parametrize(
    "block",
    [
        "{% if osai.n() > 3 %}7{% endif %}",
        "{% set n = osai.n() %}<< n >>",
        "{% for t in ['video'] %}<< osai.n(type=t) + 6 >>{% endfor %}",
    ],
)
def test_a_site_may_have_our_delimiters_for_variables_only(site: Site, block: str) -> None:
    options = {"j2_variable_start_string": "<<", "j2_variable_end_string": ">>"}
    site.configure(plugins=["search", {"macros": options}, OSAI])
    site.write("docs/index.md", f"# A\n\n{block}\n")

    article = site.build(strict=True).article("index.html")

    assert ">7<" in article
    assert "%}" not in article


def test_delimiters_that_contain_others_are_those_of_the_site(site: Site) -> None:
    options = {"j2_variable_start_string": "{{{", "j2_variable_end_string": "}}}"}
    site.configure(plugins=["search", {"macros": options}, OSAI])
    site.write("docs/index.md", "# A\n\n{{{ osai.n() }}}\n")

    assert ">7</data>" in site.build(strict=True).article("index.html")
