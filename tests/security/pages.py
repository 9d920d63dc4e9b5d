"""Pages with every macro in every place, as trusted authors write them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

PYMDOWNX = Path(str(resources.files("pymdownx")))

EXTENSIONS: list[Any] = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "meta", "tables"),
    {"toc": {"permalink": True}},
    *sorted(
        ".".join(("pymdownx", *module.relative_to(PYMDOWNX).with_suffix("").parts))
        for module in PYMDOWNX.rglob("[!_]*.py")
        if "\ndef makeExtension" in module.read_text("utf-8")
    ),
]
"""All that Material's pages advise, and every extension of pymdownx."""

LARGEST = "<< osai.largest('organizations') >>"
DIMENSIONS = {"organizations": 20, "licenses": 40, "national_origins": 40, "loud": 3}
WORDS = " and ".join(f"<< osai.top('{name}', {k}) >>" for name, k in DIMENSIONS.items())

PAGES = {
    "index.md": f"""\
---
title: Of {LARGEST}
description: {WORDS}
---
# Of {LARGEST}

{WORDS}
""",
    "places.md": f"""\
# In << osai.largest('licenses') >>, << osai.list(50) >>

{WORDS}

- In a list: << osai.list() >>
    - within: {WORDS}

> Cited: {WORDS}

!!! note "{LARGEST}"
    {WORDS}

1. **{LARGEST}** *{LARGEST}* ==x== [{LARGEST}](index.md) ![{LARGEST}](x.png)

| A | B |
| --- | --- |
| {WORDS} | << osai.list() >> |

Term {LARGEST}
:   {WORDS}

A note.[^1]

[^1]: {WORDS}

## {LARGEST} {{ #here }}

<div markdown="1" title="{LARGEST}">
{WORDS}
</div>

Of << osai.model('model-1') >> and << osai.model('model-2') >>.
""",
    "figures.md": """\
# Figures

<< osai.pie('organizations', top=5) >>

<< osai.pie('loud', id='loud') >>

<< osai.ref('loud') >>

<< osai.bar('licenses', top=9, title=osai.largest('licenses'), caption=osai.top('licenses', 9)) >>

<< osai.bar('release_quarters', origin=osai.largest('national_origins')) >>

<< osai.stacked('national_origins', 'code', top=5) >>

<< osai.stacked('loud', 'louder') >>

<< osai.heatmap() >>

<< osai.heatmap('loud') >>

<< osai.ranking(50) >>

<< osai.timeline() >>

<< osai.line(by='organizations', top=4) >>

<< osai.line('month', over='history') >>

<< osai.change('loud', since='first') >>
""",
    "tables.md": """\
# Tables

<< osai.table('organizations') >>

<< osai.table('licenses', by='loud') >>

<< osai.models(['organization', 'origin', 'contributor', 'license', 'base_model', 'code'],
   top=None) >>

<< osai.compare('model-0', 'model-1', 'model-2', 'model-3', 'model-4') >>

<< osai.database(60) >>

<< osai.database(view='grid') >>

<< osai.dimensions() >>
""",
    "numbers.md": """\
# Numbers

<< osai.n() >>, << osai.n(organization=osai.largest('organizations')) >>,
<< osai.share('licenses', osai.largest('licenses')) >>,
<< osai.share('national_origins', osai.largest('national_origins')) >>,
<< osai.count('loud', osai.largest('loud')) >>, << osai.count('louder', osai.largest('loud')) >>,
<< osai.score('model-0') >>, << osai.rank('model-1') >>, << osai.mean(loud=osai.largest('loud')) >>,
<< osai.n(exclude={'license': osai.largest('licenses')}) >>,
<< osai.ratio(osai.n(), osai.n(models=['model-5', 'model-6'])) >>,
<< osai.claim('two', osai.n(models=['model-5', 'model-6'])) >>,
<< osai.claim(osai.largest('organizations'), osai.n(), above=1) >>,
<< osai.claim('most', osai.share('organizations', osai.largest('organizations'))) >>,
<< osai.claim('one', osai.score('model-1')) >>, << osai.score('model-2') >>,
<< osai.score('model-5') >>, << osai.score('model-7') >>, << osai.mean(models=['model-1']) >>,
[<< osai.score('model-1') >> in a link](index.md), <b><< osai.score('model-2') >></b>,
<< osai.verdict('half', osai.share('licenses', osai.largest('licenses'))) >>.

<div><< osai.score('model-1') >> in HTML</div>

## << osai.score('model-1') >> in a heading

A misspelt one: << osai.share('licenses', 'Txt') >>, << osai.model('modle-1') >>.
""",
    "then.md": """\
---
osai: {as_of: first}
---
# Then

<< osai.n() >> models, << osai.share('loud', osai.largest('loud')) >> and << osai.list() >>

<< osai.bar('organizations', top=9) >>

<< osai.pie('loud') >>
""",
    "other.md": """\
---
osai: {index: other, latest: true}
---
# Another index

<< osai.n() >>, << osai.largest('organizations') >>, << osai.list() >>
""",
}
