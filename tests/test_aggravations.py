"""What raises the penalty of the offences around trafficking, and where the law does not say how it does."""

from typing import Any, ClassVar

import pytest

from analyzer.service import Service
from tests.conftest import Screen

TODAY = "2026-11-21"
LAST_DAY_OF_ARTICLE_2 = "2026-01-01"
FIRST_DAY_OF_THE_CODE = "2026-01-02"


def penalty(screen: Screen, provision: str, **case: Any) -> dict[str, Any]:
    found = next(found for found in screen(**case)["results"] if found["provision"] == provision)
    threatened: dict[str, Any] = found["penalty"]
    return threatened


def rests_on(threatened: dict[str, Any], part: str = "steps") -> list[str]:
    return [step["basis"] for step in threatened[part]]


def most(threatened: dict[str, Any]) -> tuple[int | None, int | None]:
    return threatened["prisonMaxYears"], threatened["fineMaxIdr"]


def doubts(threatened: dict[str, Any], concern: str) -> list[dict[str, Any]]:
    return [doubt for doubt in threatened["doubts"] if doubt["concern"] == concern]


class TestSexualExploitationUnderLaw12Of2022:
    """Art. 12: up to 15 years and up to Rp1 billion, a third more in the circumstances of Art. 15(1)."""

    ARTICLE: ClassVar[str] = "uu-2022-12:12"
    CASE: ClassVar[dict[str, Any]] = {
        "means": "abuse-of-vulnerability",
        "purpose": "other-sexual-exploitation",
        "stage": "exploited",
    }

    def test_an_adult_without_more_is_not_raised(self, screen: Screen) -> None:
        threatened = penalty(screen, self.ARTICLE, **self.CASE)
        assert most(threatened) == (15, 1_000_000_000)
        assert rests_on(threatened) == [self.ARTICLE]

    @pytest.mark.parametrize("day", [LAST_DAY_OF_ARTICLE_2, TODAY])
    def test_a_child_of_15_makes_it_20_years_and_a_third_more_of_the_fine(self, screen: Screen, day: str) -> None:
        threatened = penalty(screen, self.ARTICLE, **self.CASE, age=15, day=day)
        assert most(threatened) == (20, 1_333_333_333)
        assert rests_on(threatened) == [self.ARTICLE, "uu-2022-12:15.1.g"]

    def test_a_person_of_18_is_no_child(self, screen: Screen) -> None:
        assert most(penalty(screen, self.ARTICLE, **self.CASE, age=18)) == (15, 1_000_000_000)

    @pytest.mark.parametrize("circumstance", ["organised-group", "grave-harm", "death"])
    def test_acting_together_grave_harm_and_death_each_add_a_third(self, screen: Screen, circumstance: str) -> None:
        threatened = penalty(screen, self.ARTICLE, **self.CASE, circumstances=(circumstance,))
        assert most(threatened) == (20, 1_333_333_333)
        assert rests_on(threatened) == [self.ARTICLE, "uu-2022-12:15.1"]

    @pytest.mark.parametrize(
        ("circumstance", "age"), [("corporation", 25), ("promise", 15), ("own-or-entrusted-child", 15)]
    )
    def test_what_is_not_in_the_list_in_the_same_meaning_adds_nothing(
        self, screen: Screen, circumstance: str, age: int
    ) -> None:
        threatened = penalty(screen, self.ARTICLE, **self.CASE, age=age, circumstances=(circumstance,))
        assert most(threatened) == most(penalty(screen, self.ARTICLE, **self.CASE, age=age))

    def test_it_has_no_minimum_that_could_rise(self, screen: Screen) -> None:
        threatened = penalty(screen, self.ARTICLE, **self.CASE, age=15)
        assert (threatened["prisonMinYears"], threatened["prisonMinYearsIfRaised"]) == (None, None)

    def test_whether_several_letters_add_more_than_one_third_is_a_doubt(self, screen: Screen) -> None:
        one = penalty(screen, self.ARTICLE, **self.CASE, age=15)
        two = penalty(screen, self.ARTICLE, **self.CASE, age=15, circumstances=("death",))
        assert not doubts(one, "combined-increase")
        (doubt,) = doubts(two, "combined-increase")
        assert doubt["basis"] == ["uu-2022-12:15.1"]

    @pytest.mark.parametrize("day", [LAST_DAY_OF_ARTICLE_2, TODAY])
    def test_several_letters_add_one_third_only_also_to_the_fine(self, screen: Screen, day: str) -> None:
        threatened = penalty(screen, self.ARTICLE, **self.CASE, age=15, circumstances=("death", "grave-harm"), day=day)
        assert most(threatened) == (20, 1_333_333_333)
        told = [step["text"]["en"] for step in threatened["steps"][1:]]
        assert [("rises by 1/3" in text, "adds only once" in text) for text in told] == [
            (True, False),
            (False, True),
            (False, True),
        ]

    def test_the_letters_do_not_raise_trafficking_which_article_15_does_not_name(self, screen: Screen) -> None:
        for provision in ("kuhp:455.1", "kuhp:455.2", "uu-2014-35:88", "kuhp:422.1"):
            threatened = penalty(screen, provision, **self.CASE, age=15, circumstances=("organised-group",))
            assert not {"uu-2022-12:15.1", "uu-2022-12:15.1.g"} & set(rests_on(threatened))

    def test_of_the_articles_the_base_holds_article_15_names_10_to_14_and_no_other(self, service: Service) -> None:
        knowledge = service.knowledge
        rules = [(knowledge.reference(rule.provision), rule.applies_to) for rule in knowledge.aggravations]
        named = {knowledge.reference(one) for rule, those in rules for one in those if rule.startswith("uu-2022-12:")}
        assert named == {f"uu-2022-12:{article}" for article in range(10, 15)}


class TestGoBetweenAndHandingOverUnderTheCode:
    """Arts. 419, 422 and 425: a range of their own in special cases, and up to a third more for an official."""

    GO_BETWEEN: ClassVar[dict[str, Any]] = {"purpose": "prostitution-of-others", "age": 15, "stage": "exploited"}
    BEGGING: ClassVar[dict[str, Any]] = {"act": "receipt", "purpose": "use-of-labour", "age": 9}

    def test_a_go_between_is_threatened_with_7_years(self, screen: Screen) -> None:
        assert most(penalty(screen, "kuhp:419.1", **self.GO_BETWEEN)) == (7, None)

    def test_for_the_own_or_entrusted_child_it_is_9_years(self, screen: Screen) -> None:
        threatened = penalty(screen, "kuhp:419.1", **self.GO_BETWEEN, circumstances=("own-or-entrusted-child",))
        assert most(threatened) == (9, None)
        assert rests_on(threatened) == ["kuhp:419.1", "kuhp:419.2"]

    def test_handing_a_child_over_is_threatened_with_9_years(self, screen: Screen) -> None:
        assert most(penalty(screen, "kuhp:422.1", **self.GO_BETWEEN)) == (9, None)

    def test_with_a_promise_to_the_child_it_is_10_years(self, screen: Screen) -> None:
        threatened = penalty(screen, "kuhp:422.1", **self.GO_BETWEEN, circumstances=("promise",))
        assert most(threatened) == (10, None)
        assert rests_on(threatened) == ["kuhp:422.1", "kuhp:422.2"]

    def test_the_promise_is_no_matter_of_article_419_nor_the_own_child_of_article_422(self, screen: Screen) -> None:
        promised = penalty(screen, "kuhp:419.1", **self.GO_BETWEEN, circumstances=("promise",))
        own = penalty(screen, "kuhp:422.1", **self.GO_BETWEEN, circumstances=("own-or-entrusted-child",))
        assert (most(promised), most(own)) == ((7, None), (9, None))

    def test_an_official_who_hands_the_child_over_can_get_a_third_more(self, screen: Screen) -> None:
        threatened = penalty(screen, "kuhp:422.1", **self.GO_BETWEEN, circumstances=("official",))
        assert most(threatened) == (12, None)
        assert rests_on(threatened) == ["kuhp:422.1", "kuhp:59"]

    def test_a_third_more_than_7_years_is_9_years_and_4_months(self, screen: Screen) -> None:
        threatened = penalty(screen, "kuhp:419.1", **self.GO_BETWEEN, circumstances=("official",))
        assert (threatened["prisonMaxYears"], threatened["prisonMaxMonths"]) == (9, 4)
        assert threatened["text"]["en"] == "imprisonment of up to 9 years and 4 months"
        assert threatened["text"]["id"] == "penjara paling lama 9 tahun dan 4 bulan"

    def test_a_fine_by_category_stays_and_is_a_doubt(self, screen: Screen) -> None:
        plain = penalty(screen, "kuhp:425.2", **self.BEGGING)
        official = penalty(screen, "kuhp:425.2", **self.BEGGING, circumstances=("official",))
        assert plain["prisonMaxYears"] < official["prisonMaxYears"]
        assert plain["fineMaxIdr"] == official["fineMaxIdr"] == 200_000_000
        assert doubts(official, "category-fine")

    def test_an_official_and_a_special_case_together_are_a_doubt(self, screen: Screen) -> None:
        case = {**self.GO_BETWEEN, "circumstances": ("promise", "official")}
        assert doubts(penalty(screen, "kuhp:422.1", **case), "combined-increase")


class TestOfficialWhoTraffics:
    """The third of Law 21/2007 Art. 8 is added once; the general rule of the Code is named beside it, not added."""

    def test_the_general_rule_for_officials_is_not_added_to_455(self, screen: Screen) -> None:
        threatened = penalty(screen, "kuhp:455.1", circumstances=("official",))
        assert threatened["prisonMaxYears"] == 20
        assert rests_on(threatened) == ["kuhp:455.1", "uu-2007-21:8.1"]
        assert "kuhp:59" in rests_on(threatened, "notApplied")

    def test_whether_it_joins_article_8_is_a_doubt_since_the_code(self, screen: Screen) -> None:
        case: dict[str, Any] = {"age": 15, "circumstances": ("official",)}
        found = doubts(penalty(screen, "kuhp:455.1", **case), "ranking")
        before = doubts(penalty(screen, "uu-2007-21:2.1", **case, day=LAST_DAY_OF_ARTICLE_2), "ranking")
        general = {"kuhp:58", "kuhp:59", "kuhp:187"}
        assert general in [set(doubt["basis"]) for doubt in found]
        assert general not in [set(doubt["basis"]) for doubt in before]


class TestActBeforeTheCode:
    """An act of before 2 January 2026 that is judged later: the law that is better for the accused."""

    def test_article_2_says_that_the_code_may_be_better_for_the_accused(self, screen: Screen) -> None:
        for provision in ("uu-2007-21:2.1", "uu-2007-21:2.2"):
            threatened = penalty(screen, provision, stage="exploited", day=LAST_DAY_OF_ARTICLE_2)
            (doubt,) = doubts(threatened, "ranking")
            assert doubt["basis"] == ["kuhp:3.1", "kuhp:618"]
            assert "KUHP Art. 455" in doubt["text"]["en"]
            assert "Pasal 455 KUHP" in doubt["text"]["id"]

    def test_article_455_says_the_same_of_article_2_from_its_first_day(self, screen: Screen) -> None:
        found = doubts(penalty(screen, "kuhp:455.1", day=FIRST_DAY_OF_THE_CODE), "ranking")
        assert ["kuhp:3.1", "kuhp:618"] in [doubt["basis"] for doubt in found]

    def test_articles_that_the_code_left_alone_carry_no_such_doubt(self, screen: Screen) -> None:
        case = {"act": "transportation", "route": "inbound", "day": LAST_DAY_OF_ARTICLE_2}
        assert not doubts(penalty(screen, "uu-2007-21:3", **case), "ranking")


@pytest.mark.parametrize(
    ("replaced", "successor"),
    [
        ("uu-2002-23:81", "uu-2014-35:81"),
        ("uu-2002-23:83", "uu-2014-35:83"),
        ("uu-2002-23:88", "uu-2014-35:88"),
        ("uu-2014-35:81", "uu-2016-17:81"),
        ("uu-2014-35:82", "uu-2016-17:82"),
    ],
)
def test_a_replaced_article_on_children_names_its_successor(service: Service, replaced: str, successor: str) -> None:
    knowledge = service.knowledge
    provisions = {knowledge.reference(iri): provision for iri, provision in knowledge.provisions.items()}
    assert provisions[replaced].replaced_by == provisions[successor].iri


class TestOfficialOutsideTheCode:
    """KUHP Art. 187 lets Arts. 58 and 59 apply to offences of other laws: only the greatest penalty can rise."""

    CASE: ClassVar[dict[str, Any]] = {"act": "harbouring", "means": "none", "age": 15, "circumstances": ("official",)}

    def test_the_greatest_penalty_of_the_child_protection_law_rises_and_the_least_stays(self, screen: Screen) -> None:
        threatened = penalty(screen, "uu-2014-35:83", **self.CASE)
        plain = penalty(screen, "uu-2014-35:83", **{**self.CASE, "circumstances": ()})
        assert (plain["prisonMaxYears"], threatened["prisonMaxYears"]) == (15, 20)
        assert threatened["prisonMinYears"] == plain["prisonMinYears"]
        assert threatened["prisonMinYearsIfRaised"] is None
        assert "can rise by up to 1/3" in threatened["steps"][1]["text"]["en"]

    def test_before_the_code_there_was_no_such_rule(self, screen: Screen) -> None:
        threatened = penalty(screen, "uu-2014-35:83", **self.CASE, day=LAST_DAY_OF_ARTICLE_2)
        assert threatened["prisonMaxYears"] == 15

    def test_an_official_can_get_a_third_more_under_the_law_on_sexual_violence(self, screen: Screen) -> None:
        threatened = penalty(
            screen, "uu-2022-12:12", means="abuse-of-vulnerability", purpose="other-sexual-exploitation",
            stage="exploited", circumstances=("official",),
        )  # fmt: skip
        assert most(threatened)[0] == 20
        assert rests_on(threatened) == ["uu-2022-12:12", "kuhp:59"]


class TestDeathOfATraffickedPerson:
    """Law 21/2007 Art. 7(2) replaces the range; Art. 8(1) speaks of the ranges of Arts. 2 to 6."""

    CASE: ClassVar[dict[str, Any]] = {
        **{"act": "bringing-in", "means": "deception", "purpose": "forced-labour", "age": 30},
        **{"route": "inbound", "citizenship": "foreign", "stage": "exploited"},
    }

    def test_an_official_adds_a_third_of_the_range_of_the_article_itself(self, screen: Screen) -> None:
        threatened = penalty(screen, "uu-2007-21:3", **self.CASE, circumstances=("death", "official"))
        assert threatened["life"]
        assert threatened["fineMaxIdr"] == 5_000_000_000 + 600_000_000 // 3
        assert (threatened["prisonMinYears"], threatened["prisonMinYearsIfRaised"]) == (5, 6)

    def test_a_child_who_died_lifts_the_least_term_by_years_and_months(self, screen: Screen) -> None:
        case = {**self.CASE, "age": 15, "circumstances": ("death",)}
        threatened = penalty(screen, "uu-2007-21:3", **case)
        assert (threatened["prisonMinYearsIfRaised"], threatened["prisonMinMonthsIfRaised"]) == (6, 8)
        assert threatened["raisedMinimum"]["en"] == "If the increase also lifts the minimum: 6 years and 8 months."
        assert {"uu-2007-21:8.1", "uu-2007-21:17"} in [
            set(doubt["basis"]) for doubt in doubts(threatened, "combined-increase")
        ]
