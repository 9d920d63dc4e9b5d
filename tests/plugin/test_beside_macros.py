"""A site with the macros plugin is the same site when ours is added."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.plugin.beside import needs
from tests.sites import MACROS, Built, Site

MAIN = """
    def define_env(env):
        env.variables['of_module'] = 'from the module'

        @env.macro
        def price(unit, no):
            "A macro with arguments."
            return f'{unit * no:.2f}'

        @env.filter
        def reverse(text):
            return text[::-1]

    def on_pre_page_macros(env):
        env.variables['set_before'] = f'before {env.page.file.src_uri}'

    def on_post_page_macros(env):
        env.markdown += '\\n\\nadded after the macros'
"""

PAGES = {
    "index.md": """
        # Page of «config.site_name»

        First: «page.title» «page.url» «page.file.src_uri»

        «"abc"|upper» «6*7» «["x","y"]|join(", ")» «true» «3 ~ "x"» «typo | default("none")»
        «typo is defined» «"%.1f" | format(3)»
        """,
    "variables.md": """
        ---
        title: Title of «extra_name»
        description: Described by «extra_name»
        bottles: {lemonade: 22, milk: 3}
        ---
        # «extra_name»

        «extra_name» «extra.extra_name» «bottles.lemonade» «of_module» «set_before» «name.of.yaml»
        «price(3, 4)» «"abc" | reverse» «config.theme.name» «environment.system»

        «% set local = 3 %» «local + 1» «% if local == 3 %»yes«% else %»no«% endif %»
        «% for i in range(3) %»«i»,«% endfor %» «# a comment #»
        «% macro hello(who) %»Hello «who»«% endmacro %» «hello("you")»
        """,
    "includes.md": """
        # Includes

        «% include "part.txt" %»

        «% import "lib.txt" as lib %» «lib.twice("a")» «% from "lib.txt" import twice %»«twice("b")»
        """,
    "off.md": """
        ---
        render_macros: false
        ---
        # Off

        «extra_name» stays as it is, and «% if %» and «# too.
        """,
    "code.md": """
        # Code

        `«extra_name»` and:

        ```python
        print("«extra_name»")  «# gone #»
        ```

            «extra_name»

        «% raw %»«extra_name» and «% if %»«% endraw %»
        """,
    "blocks.md": """
        # Blocks

        «% filter upper %»shout«% endfilter %» «% with z = 2 %»«z»«% endwith %»
        «% macro caller_of() %»[«caller(1)»]«% endmacro %»
        «% call(x) caller_of() %»called with «x»«% endcall %»
        """,
}
FAILING = {
    "undefined.md": "# Undefined\n\n«typo_in_my_variable» «page.no_such_thing»\n",
    "error.md": "# Error\n\n«1 // 0» after\n",
    "unclosed.md": "# Unclosed\n\n«% if x %» and «extra_name»\n",
    "chain.md": "# Chain\n\n«typo.of.something»\n",
    "called.md": "# Called\n\n«typo()»\n",
}
OWN_DELIMITERS = {"«%": "{%", "%»": "%}", "«#": "{#", "#»": "#}", "«": "{{", "»": "}}"}
OURS = {"«%": "<%", "%»": "%>", "«#": "<#", "#»": "#>", "«": "<<", "»": ">>"}


def written(site: Site, pages: dict[str, str], delimiters: dict[str, str]) -> None:
    """Write the pages and what they need with some delimiters."""

    def text(source: str) -> str:
        for mark, delimiter in delimiters.items():
            source = source.replace(mark, delimiter)
        return source

    for name, source in pages.items():
        site.write(f"docs/{name}", text(source.removeprefix("\n")))
    site.write("include/part.txt", text("Included for «extra_name».\n"))
    site.write("include/lib.txt", text("«% macro twice(x) %»«x»«x»«% endmacro %»\n"))
    site.write("names.yml", "name: {of: {yaml: from a file}}\n")
    site.write("main.py", MAIN)


OUR_OPTIONS = {"osai": {"pages": False, "cards": False}}


def built(
    site: Site, macros: dict[str, Any], *, ours: bool, order: str = "after"
) -> tuple[Built, dict[str, str], int]:
    """The site, the title and article of each page, and how the command ended."""
    options = {"include_dir": "include", "include_yaml": ["names.yml"], **macros}
    plugins: list[Any] = [{"macros": options}]
    if ours:
        plugins = ["osai", *plugins] if order == "before" else [*plugins, OUR_OPTIONS]
    site.configure(
        extra={"extra_name": "Ada"}, site_description="About", plugins=["search", *plugins]
    )
    ended = 0
    try:
        result = site.build()
    except SystemExit as error:
        return Built(site.folder / "site", [], ""), {}, int(str(error.code))
    assert not result.stopped, result.stopped
    pages = {}
    for path in sorted(result.files):
        if path.endswith(".html") and path != "404.html":
            html = result.html(path)
            article = result.article(path)
            if "Macro Rendering Error" in article:
                # A traceback names the lines of our own process.
                article = re.sub("<pre>.*?</pre>", "", article, flags=re.DOTALL)
            head = re.findall(r'<title>.*</title>|<meta name="description"[^>]*>', html)
            pages[path] = "".join((*head, article))
    return result, pages, ended


@pytest.mark.parametrize("undefined", ["keep", "silent", "strict", "lax"])
def test_each_page_of_a_site_with_macros_is_the_same(site: Site, undefined: str) -> None:
    failing = {k: v for k, v in FAILING.items() if undefined != "lax" or k != "called.md"}
    written(site, {**PAGES, **failing}, OWN_DELIMITERS)
    options = {"on_undefined": undefined}
    _, before, _ = built(site, options, ours=False)

    after_adding, pages, _ = built(site, options, ours=True)

    assert len(before) >= 10
    assert "ABC 42 x, y True 3x none" in before["index.html"]
    assert "First: " in before["index.html"]
    assert "page.url" not in before["index.html"]
    assert "12.00 cba material" in before["variables/index.html"]
    assert "Macro Rendering Error" in before["error/index.html"]
    assert pages == before
    assert "osai/osai.css" in after_adding.files


@pytest.mark.filterwarnings(
    "ignore:GitWildMatchPattern:DeprecationWarning"
)  # of force_render_paths
@pytest.mark.parametrize("by_default", [True, False])
def test_a_site_with_more_options_of_macros_is_the_same_with_pages_from_data(
    site: Site, monkeypatch: pytest.MonkeyPatch, *, by_default: bool
) -> None:
    monkeypatch.syspath_prepend(site.folder)
    site.write(
        "pluglet_of_the_site.py", "def define_env(env):\n    env.macro(lambda: 'plug', 'plug')\n"
    )
    on = "---\nrender_macros: true\n---\n# On\n\n«extra_name» «plug()» «% do [].append(1) %»\n"
    written(site, {**PAGES, "on.md": on, "forced/a.md": "# A\n\n«plug()»\n"}, OWN_DELIMITERS)
    options = {
        "modules": ["pluglet_of_the_site"],
        "j2_extensions": ["jinja2.ext.do"],
        "render_by_default": by_default,
        "force_render_paths": "forced/*",
    }
    _, before, _ = built(site, options, ours=False)

    after_adding, pages, _ = built(site, options, ours=True, order="before")

    assert "Ada plug" in before["on/index.html"]
    assert "plug" in before["forced/a/index.html"]
    assert ("ABC 42" in before["index.html"]) is by_default
    assert {path: pages[path] for path in before} == before
    assert "models/a/index.html" in after_adding.files


@pytest.mark.parametrize("page", ["undefined.md", "error.md", "unclosed.md"])
def test_a_site_that_stops_at_an_error_of_a_macro_stops_as_before(site: Site, page: str) -> None:
    options = {"on_undefined": "strict", "on_error_fail": True}
    written(site, {page: FAILING[page]}, OWN_DELIMITERS)

    ends = [built(site, options, ours=ours)[2] for ours in (False, True)]

    assert ends == [100, 100]


def test_a_site_with_our_delimiters_is_the_same_but_for_code(site: Site) -> None:
    pages = {name: source for name, source in PAGES.items() if name != "code.md"}
    written(site, pages, OURS)
    _, before, _ = built(site, MACROS, ours=False)

    _, after, _ = built(site, MACROS, ours=True)

    assert "ABC 42 x, y True 3x none" in after["index.html"]
    articles = [  # in our delimiters, titles and descriptions are rendered for the head, too
        {path: html[html.index("<article") :] for path, html in pages.items()}
        for pages in (before, after)
    ]
    assert articles[0] == articles[1]


def test_with_our_delimiters_strict_stays_strict(site: Site) -> None:
    options = {**MACROS, "on_undefined": "strict", "on_error_fail": True}
    written(site, {"index.md": FAILING["undefined.md"]}, OURS)

    assert [built(site, options, ours=ours)[2] for ours in (False, True)] == [100, 100]


def test_a_page_with_a_call_of_ours_keeps_its_other_templates(site: Site) -> None:
    page = "# Home\n\n«osai.n()» «6*7» «typo» «page.url» `«osai.n()»` `«extra_name»`\n\n«osai.nn»\n"
    written(site, {"index.md": page.replace("\n\n«osai.nn»", "")}, OWN_DELIMITERS)

    article = built(site, {}, ours=True)[1]["index.html"]

    assert ">7</data></a> 42 {{ typo }}  <code>{{osai.n()}}</code> <code>Ada</code>" in article


def test_an_unknown_name_in_a_call_of_ours_is_reported_with_its_line(site: Site) -> None:
    written(site, {"index.md": "# Home\n\n«osai.n() ~ typo»\n"}, OWN_DELIMITERS)
    site.configure(plugins=["macros", {"osai": {"pages": False}}])

    assert "docs/index.md:3: 'typo' is undefined" in site.build().stopped


ADDRESSES = ("https://example.org/1.0", "https://example.org/1.0/")


def test_addresses_under_a_site_url_without_a_slash_are_complete(site: Site) -> None:
    found = []
    for address in ADDRESSES:
        page = "# Home\n\n<< osai.bar('types') >>\n\n![](/1.0/a.png)\n"
        site.write("docs/index.md", f"---\nauthor:\n---\n{page}")
        site.write("docs/a.png", b"\x89PNG\r\n\x1a\n")
        # As mike does: the option has been checked by then.
        site.write("hook.py", f"def on_config(config):\n    config.site_url = {address!r}\n")
        site.configure(hooks=["hook.py"])
        result = site.build()
        assert not result.stopped
        html, feed = result.html("index.html"), result.html("data/changes.xml")
        found.append((html, feed, result.html("data/schema.json")))

    assert found[0] == found[1]
    assert 'content="https://example.org/1.0/osai/cards/' in found[0][0]
    assert '"$id": "https://example.org/1.0/data/schema.json"' in found[0][2]
    assert "https://example.org/1.0/data/changes.xml" in found[0][1]


RULES: dict[str, dict[str, Any]] = {
    "exclude_docs": {"exclude_docs": "models/\ndatabase/\ndata/\nosai/\n/badges/\n"},
    "draft_docs": {"draft_docs": "models/\ndatabase/\ndata/\n"},
    "not_in_nav": {"not_in_nav": "models/\ndatabase/\ndata/\n", "nav": [{"Home": "index.md"}]},
    "omitted_files": {
        "nav": [{"Home": "index.md"}],
        "validation": {"nav": {"omitted_files": "warn"}},
    },
    "mkdocs-exclude": {
        "plugins": ["macros", "osai", {"exclude": {"glob": ["models/*", "data/*", "osai/*"]}}]
    },
    "mkdocs-exclude first": {
        "plugins": [{"exclude": {"glob": ["models/*", "data/*"]}}, "macros", "osai"]
    },
}


@pytest.fixture
def few(site: Site) -> Site:
    """A site with two models."""
    for stem in "bcdeg":
        (site.folder / f"models/{stem}.yaml").unlink()
    return site


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_for_docs_removes_no_page_of_ours_and_warns_of_none(few: Site, rule: str) -> None:
    if rule.startswith("mkdocs-exclude"):
        needs("mkdocs-exclude")
    few.configure(plugins=["macros", "osai"])
    few.write("docs/index.md", "# Home\n\n[A](models/a.md), [all](database/index.md)\n")
    files = few.build().files

    few.configure(**{"plugins": ["macros", "osai"], **RULES[rule]})
    result = few.build(strict=True)

    assert not result.stopped
    assert result.files == files
    assert "models/a/index.html" in files
