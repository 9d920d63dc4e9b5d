"""The page of lineage, and the trees on the pages of models."""

from __future__ import annotations

import re

from mkdocs_osai.stats import Index
from mkdocs_osai.views.lineage_page import families_with_descendants, family_tree, lineage_page
from mkdocs_osai.views.model_page import model_page
from mkdocs_osai.views.urls import page_urls
from tests.builders import a_model, an_index


def some() -> Index:
    return an_index(
        a_model("l", name="Llama 2", organization="Meta", base_model="Llama-2-70B"),
        a_model("c", name="Coder <b>", organization="Meta", base_model="Llama-2-7B"),
        a_model("d", name="Two", base_model="Llama-3.1-8B", classes={"code": "closed"}),
        a_model("q", name="Qwen3", organization="Alibaba", base_model="Qwen3-8B"),
        a_model("u", name="U", base_model="Timbuktu-1"),
        a_model("n", name="N"),
    )


def test_families_that_no_other_model_stands_on_have_no_tree() -> None:
    assert families_with_descendants(some()) == ("Llama",)


def test_each_model_is_nested_below_its_base_with_a_link_and_its_openness() -> None:
    index = some()
    where = page_urls(index)
    family = family_tree(index, "Llama", where)

    assert (family.maker.text, family.models) == ("Meta", 3)
    assert [(one.name, one.length) for one in family.items] == [
        ("Llama 2", "100.0"),
        ("Llama 3.1", ""),
    ]
    [[coder], [two]] = [one.below for one in family.items]
    assert (coder.name, coder.href) == ("Coder <b>", where.model(index.model("c")))
    assert two.length == f"{float(100 * index.model('d').score):.1f}"  # type: ignore[operator]
    assert family.items[1].href is None, "no model of the index describes Llama 3.1"


def test_the_page_says_how_many_are_derived_and_which_bases_are_not_known() -> None:
    index = some()
    page = lineage_page(index, page_urls(index))
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())

    assert "2 of 6 models were made from a model of another line" in text
    assert "Of 1 model, no rule says what the base is: U (Timbuktu-1)." in text
    assert "Coder &lt;b&gt;" in page


def test_the_page_of_a_model_has_the_tree_of_its_family_and_marks_the_model() -> None:
    index = some()
    where = page_urls(index)

    assert '<strong aria-current="page">Two</strong>' in model_page(
        index, index.model("d"), where, ()
    )
    for alone in ("q", "n", "u"):
        assert "osai-tree" not in model_page(index, index.model(alone), where, ())


def test_an_index_without_families_says_so() -> None:
    index = an_index(a_model())

    assert "No model of the index was made from a family" in lineage_page(index, page_urls(index))
