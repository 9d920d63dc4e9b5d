"""Values that an index already uses: spellings, and the tags of an organisation."""

from __future__ import annotations

import pytest

from mkdocs_osai.quality.suggestions import ValueCount, missing_tags, spelling, tag_counts
from tests.builders import a_model, an_index

INDEX = an_index(
    a_model("a", organization="Mistral AI", license="Llama 3.1 Community License Agreement"),
    a_model("b", organization="Hugging Face", license="Apache-2.0"),
    a_model("c", organization="Meta", license="MIT License", origin="United States"),
)


@pytest.mark.parametrize(
    ("dimension", "value", "meant"),
    [
        ("organizations", "Mistral AI", None),
        ("organizations", "mistral ai", "Mistral AI"),
        ("organizations", "Mistrall AI", "Mistral AI"),
        ("organizations", "HuggingFace", "Hugging Face"),
        ("organizations", "Google DeepMind", None),
        ("organizations", "Moonshot AI", None),
        ("licenses", "Apache 2.0", "Apache-2.0"),
        ("licenses", "apache-2.0", "Apache-2.0"),
        ("licenses", "Llama 4.1 Community License Agreement", None),
        (
            "licenses",
            "Lama 3.1 Community License Agreement",
            "Llama 3.1 Community License Agreement",
        ),
        ("national_origins", "Untied States", "United States"),
        ("national_origins", "Denmark", None),
        ("national_origins", "DK", "Denmark"),
        ("national_origins", "USA", "United States"),
        ("contributor_types", "Non-academic (Companny)", "Non-academic (Company)"),
        ("organizations", "x" * 20_000, None),
    ],
)
def test_a_spelling_is_proposed_where_the_index_has_another(
    dimension: str, value: str, meant: str | None
) -> None:
    assert spelling(INDEX, dimension, value) == meant


def test_an_empty_index_proposes_nothing() -> None:
    assert spelling(an_index(), "organizations", "Mistral AI") is None
    assert tag_counts(an_index(), "Mistral AI", "origin") == ()


def test_tags_of_an_organisation_are_sorted_by_frequency() -> None:
    models = [
        a_model("a", organization="Alibaba", origin="China"),
        a_model("b", organization="Alibaba Group", origin="China"),
        a_model("c", organization="Alibaba", origin="Singapore"),
        a_model("d", organization="Alibaba", origin=None),
        a_model("e", organization=None, origin="Spain"),
    ]
    index = an_index(*models)

    said = (ValueCount("China", 2), ValueCount("Singapore", 1))
    assert tag_counts(index, "Alibaba", "origin") == said
    assert tag_counts(index, None, "origin") == ()
    [one] = missing_tags(index).untagged
    assert (one.model.id, one.missing) == ("d", {"origin": said})
    assert one.suggestions == "origin: China (2), Singapore (1)"
