"""Two provisions side by side: what differs is said in words, and strength, elements and penalties are compared."""

from datetime import date
from typing import Any

import pytest

from analyzer.errors import InputError
from analyzer.service import Service

DAY = date(2026, 11, 21)


def rows(answer: dict[str, Any], part: str) -> dict[str, dict[str, Any]]:
    return {row["point"]: row for row in answer[part]}


@pytest.fixture(scope="module")
def old_and_new(service: Service) -> dict[str, Any]:
    """The basic offence of Law 21/2007 and that of the Criminal Code which replaced it."""
    return service.compare_provisions("uu-2007-21:2.1", "kuhp:455.1", DAY)


def test_of_the_old_and_the_new_offence_only_the_new_one_is_in_force(old_and_new: dict[str, Any]) -> None:
    force = rows(old_and_new, "points")["validity"]
    assert force["text"]["en"] == "Only KUHP Art. 455(1) is in force on 21 November 2026."
    assert not force["same"]


def test_both_threaten_three_to_fifteen_years_but_the_new_fine_is_higher(old_and_new: dict[str, Any]) -> None:
    penalty = rows(old_and_new, "penalty")
    assert penalty["longest"]["same"] and penalty["shortest"]["same"]
    assert penalty["greatest-fine"]["text"]["en"] == "Higher in KUHP Art. 455(1)."
    assert penalty["greatest-fine"]["second"] == [{"en": "Rp5,000,000,000", "id": "Rp5.000.000.000"}]


def test_both_offences_list_the_same_acts_and_means(old_and_new: dict[str, Any]) -> None:
    elements = rows(old_and_new, "elements")
    assert elements["act"]["same"] and elements["means"]["same"]
    assert elements["purpose"]["text"]["en"].startswith("Arguable under KUHP Art. 455(1): ")


def test_the_protocol_asks_for_no_means_where_the_code_does(service: Service) -> None:
    answer = service.compare_provisions("Palermo 3(c)", "Pasal 455 ayat (1) KUHP", DAY)
    means = rows(answer, "elements")["means"]
    assert means["unrestricted"] == [True, False]
    assert means["text"]["en"] == "Palermo Protocol Art. 3(c) asks for nothing here; KUHP Art. 455(1) does."
    assert rows(answer, "points")["kind"]["text"]["id"].startswith("Jenisnya berbeda.")


def test_a_word_of_national_law_counts_for_the_term_that_it_carries(service: Service) -> None:
    act = rows(service.compare_provisions("palermo:3.c", "kuhp:455.1", DAY), "elements")["act"]
    assert {"en": "sending", "id": "pengiriman"} in act["second"]
    assert act["same"], "sending carries transportation and transfer, which the Protocol lists"


def test_strength_is_compared_by_modality(service: Service) -> None:
    strength = rows(service.compare_provisions("palermo:5.1", "palermo:6.3", DAY), "points")["strength"]
    assert strength["text"]["en"] == "Palermo Protocol Art. 5(1) binds more strongly than Palermo Protocol Art. 6(3)."
    alike = rows(service.compare_provisions("palermo:6.3", "actip:14.7", DAY), "points")["strength"]
    assert alike["same"]


def test_the_order_of_the_two_turns_the_sides_but_not_what_is_said_to_be_the_same(service: Service) -> None:
    one = service.compare_provisions("palermo:3.c", "kuhp:455.1", DAY)
    other = service.compare_provisions("kuhp:455.1", "palermo:3.c", DAY)
    for part in ("points", "elements", "penalty"):
        for here, there in zip(one[part], other[part], strict=True):
            assert (here["first"], here["second"], here["same"]) == (there["second"], there["first"], there["same"])


def test_provisions_that_are_not_encoded_have_no_elements(service: Service) -> None:
    answer = service.compare_provisions("palermo:6.3", "actip:14.7", DAY)
    assert answer["elements"] is None
    assert answer["penalty"] == []


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("kuhp:455.1", "KUHP 455(1)", "compared with itself"),
        ("kuhp", "palermo:3.c", "more than one provision"),
        ("palermo:99", "palermo:3.c", "does not hold"),
        ("", "palermo:3.c", "empty"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(service: Service, first: str, second: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as refused:
        service.compare_provisions(first, second, DAY)
    assert "\n" not in str(refused.value)


def test_the_shipped_drafts_are_listed_without_reading_the_base_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Service, "load", None)
    assert [draft["name"] for draft in service.drafts()] == list(service.draft_files())
    assert all(draft["title"]["id"] and draft["description"]["en"] for draft in service.drafts())


def test_an_article_without_words_of_its_own_is_told_by_its_paragraphs(service: Service) -> None:
    answer = service.compare_provisions("kuhp:455", "uu-2007-21:2", DAY)
    assert answer["first"]["digest"]["en"].startswith("KUHP Art. 455(1): ")
    assert "Law 21/2007 Art. 2(2): " in answer["second"]["digest"]["en"]
    assert answer["second"]["confirmation"] == "secondary"


def test_a_point_on_which_neither_says_anything_is_left_out(service: Service) -> None:
    answer = service.compare_provisions("kuhp:455", "uu-2007-21:2", DAY)
    assert list(rows(answer, "points")) == ["kind", "validity"]
    assert all(row["first"] or row["second"] for row in (*answer["points"], *answer["penalty"]))


def test_between_two_days_only_provisions_with_words_of_their_own_are_listed(service: Service) -> None:
    began = service.compare_days(date(2025, 12, 31), date(2026, 1, 2))["began"]
    listed = {item["id"]: item["heading"]["en"] for item in began}
    assert listed["kuhp:3.1"] == "Change of law after the act"
    assert "kuhp:3" not in listed
