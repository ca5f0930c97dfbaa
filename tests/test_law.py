"""What Indonesian law and the treaties say of a case, in sentences a lawyer can check against the texts."""

from typing import Any, ClassVar

import pytest

from tests.conftest import Screen

TODAY = "2026-11-21"
LAST_DAY_OF_ARTICLE_2 = "2026-01-01"
FIRST_DAY_OF_THE_CODE = "2026-01-02"
CHILD_AT_HOME: dict[str, Any] = {
    "act": "harbouring",
    "means": "none",
    "purpose": "other-sexual-exploitation",
    "age": 15,
    "route": "domestic",
    "stage": "intended",
}


def result(answer: dict[str, Any], provision: str) -> dict[str, Any]:
    return next(found for found in answer["results"] if found["provision"] == provision)


def provisions(answer: dict[str, Any]) -> list[str]:
    return [found["provision"] for found in answer["results"]]


class TestChildHarbouredAtHome:
    """A child of 15, harboured at home without means for sexual exploitation that has not happened yet."""

    def test_palermo_and_actip_cover_the_child(self, screen: Screen) -> None:
        answer = screen(**CHILD_AT_HOME)
        assert answer["treaty"] == {"coverage": "covered", "by": ["palermo:3.c", "actip:2.c"]}

    def test_a_child_harboured_at_home_without_means_is_not_reached_by_kuhp_455(self, screen: Screen) -> None:
        answer = screen(**CHILD_AT_HOME)
        assert result(answer, "kuhp:455.1")["coverage"] == "not-covered"
        assert result(answer, "kuhp:455.1")["elements"]["means"] == "missing"

    def test_no_trafficking_offence_reaches_it(self, screen: Screen) -> None:
        offences = [found for found in screen(**CHILD_AT_HOME)["results"] if found["kind"] == "trafficking-offence"]
        assert len(offences) == 6
        assert {found["coverage"] for found in offences} == {"not-covered"}

    def test_it_is_arguable_through_the_child_protection_law_76f_with_83_and_as_sexual_slavery(
        self, screen: Screen
    ) -> None:
        answer = screen(**CHILD_AT_HOME)
        by = ["uu-2014-35:76F", "uu-2014-35:83", "uu-2022-12:13"]
        assert answer["national"] == {"coverage": "arguable", "by": by}
        assert answer["verdict"] == "arguable"
        assert "'trade'" in result(answer, "uu-2014-35:83")["reason"]["en"]

    def test_before_2014_it_was_arguable_through_article_83_as_first_enacted(self, screen: Screen) -> None:
        assert screen(**CHILD_AT_HOME, day="2014-10-16")["national"]["by"] == ["uu-2002-23:83"]
        assert screen(**CHILD_AT_HOME, day="2014-10-17")["national"]["by"] == ["uu-2014-35:76F", "uu-2014-35:83"]

    def test_once_exploited_child_labour_article_88_and_the_go_between_can_be_argued_too(self, screen: Screen) -> None:
        by = screen(**{**CHILD_AT_HOME, "stage": "exploited"})["national"]["by"]
        child_protection = ["uu-2014-35:76F", "uu-2014-35:83", "uu-2014-35:76I", "uu-2014-35:88"]
        assert by == ["uu-2003-13:74", "uu-2003-13:183", *child_protection, "uu-2022-12:13", "kuhp:419.1"]

    def test_sexual_slavery_asks_that_the_child_was_placed_in_somebody_s_power_and_made_helpless(
        self, screen: Screen
    ) -> None:
        found = result(screen(**CHILD_AT_HOME), "uu-2022-12:13")
        assert found["coverage"] == "arguable"
        assert "made helpless" in found["reason"]["en"]
        assert result(screen(**{**CHILD_AT_HOME, "act": "recruitment"}), "uu-2022-12:13")["coverage"] == "not-covered"
        assert found["penalty"]["prisonMaxYears"] == 15 + 15 // 3

    def test_handing_the_child_over_for_indecency_can_be_argued_under_the_code_but_not_taking_it_in(
        self, screen: Screen
    ) -> None:
        assert "kuhp:422.1" in screen(**{**CHILD_AT_HOME, "act": "transfer"})["national"]["by"]
        assert "kuhp:422.1" not in screen(**CHILD_AT_HOME)["national"]["by"]

    def test_begging_and_dangerous_work_of_a_child_under_twelve_can_be_argued_under_the_code(
        self, screen: Screen
    ) -> None:
        case = {**CHILD_AT_HOME, "act": "receipt", "purpose": "use-of-labour", "age": 9}
        found = result(screen(**case), "kuhp:425.2")
        assert found["coverage"] == "arguable"
        assert "below twelve" in found["reason"]["en"]

    def test_sexual_exploitation_under_law_12_2022_asks_for_a_means_also_of_a_child(self, screen: Screen) -> None:
        assert result(screen(**CHILD_AT_HOME), "uu-2022-12:12")["elements"]["means"] == "missing"

    def test_with_a_means_kuhp_455_covers_it(self, screen: Screen) -> None:
        answer = screen(**{**CHILD_AT_HOME, "means": "abuse-of-vulnerability"})
        assert answer["national"]["by"] == ["kuhp:455.1"]
        assert answer["verdict"] == "covered"


class TestChildSentBetweenRegions:
    """The same child sent from one region of Indonesia to another, without means."""

    SENT: ClassVar[dict[str, Any]] = {**CHILD_AT_HOME, "route": "inter-region"}

    @pytest.mark.parametrize("act", ["sending", "transportation", "transfer"])
    def test_once_exploited_article_6_covers_it(self, screen: Screen, act: str) -> None:
        answer = screen(**{**self.SENT, "act": act, "stage": "exploited"})
        assert answer["national"] == {"coverage": "covered", "by": ["uu-2007-21:6"]}
        assert answer["verdict"] == "covered"

    def test_not_exploited_yet_article_6_does_not(self, screen: Screen) -> None:
        found = result(screen(**{**self.SENT, "act": "sending"}), "uu-2007-21:6")
        assert found["coverage"] == "not-covered"
        assert [name for name, status in found["elements"].items() if status == "missing"] == ["stage"]

    def test_a_move_inside_one_region_must_be_argued(self, screen: Screen) -> None:
        found = result(screen(**{**CHILD_AT_HOME, "act": "sending", "stage": "exploited"}), "uu-2007-21:6")
        assert found["coverage"] == "arguable"
        assert found["elements"]["route"] == "arguable"

    def test_harbouring_the_child_is_not_sending_it(self, screen: Screen) -> None:
        found = result(screen(**{**self.SENT, "stage": "exploited"}), "uu-2007-21:6")
        assert found["elements"]["act"] == "missing"

    def test_an_adult_sent_the_same_way_is_not_reached_by_article_6(self, screen: Screen) -> None:
        answer = screen(**{**self.SENT, "act": "sending", "stage": "exploited", "age": 18})
        assert result(answer, "uu-2007-21:6")["elements"]["age"] == "missing"


class TestCrossingTheBorder:
    """Bringing people into Indonesia and taking them out."""

    @pytest.mark.parametrize("age", [15, 30])
    @pytest.mark.parametrize("citizenship", ["indonesian", "foreign"])
    def test_anyone_brought_into_indonesia_without_means_is_covered_by_article_3(
        self, screen: Screen, age: int, citizenship: str
    ) -> None:
        answer = screen(act="transportation", means="none", route="inbound", age=age, citizenship=citizenship)
        assert "uu-2007-21:3" in answer["national"]["by"]
        assert answer["verdict"] == ("covered" if age == 15 else "exceeds")

    def test_an_indonesian_taken_out_without_means_is_covered_by_article_4(self, screen: Screen) -> None:
        answer = screen(act="transportation", means="none", route="outbound", age=15)
        assert answer["national"] == {"coverage": "covered", "by": ["uu-2007-21:4"]}

    def test_an_adult_indonesian_taken_out_without_means_exceeds_the_treaties(self, screen: Screen) -> None:
        answer = screen(act="transportation", means="none", route="outbound", age=30)
        assert answer["treaty"]["coverage"] == "not-covered"
        assert answer["verdict"] == "exceeds"

    def test_a_foreign_child_taken_out_without_means_and_not_exploited_yet_is_only_arguable(
        self, screen: Screen
    ) -> None:
        case = {"act": "transportation", "means": "none", "age": 15, "citizenship": "foreign", "route": "outbound"}
        answer = screen(**case)
        assert answer["verdict"] == "arguable"
        assert answer["national"]["by"] == ["uu-2014-35:76F", "uu-2014-35:83"]
        assert result(answer, "uu-2007-21:4")["elements"]["citizenship"] == "missing"
        assert result(answer, "uu-2007-21:6")["elements"]["stage"] == "missing"
        assert screen(**case, stage="exploited")["national"]["by"] == ["uu-2007-21:6"]

    def test_recruiting_for_exploitation_abroad_must_be_argued(self, screen: Screen) -> None:
        answer = screen(route="outbound")
        assert answer["verdict"] == "arguable"
        assert result(answer, "kuhp:455.1")["elements"]["route"] == "arguable"
        assert result(answer, "uu-2007-21:4")["elements"]["act"] == "arguable"

    def test_sheltering_somebody_who_was_brought_in_is_not_bringing_in(self, screen: Screen) -> None:
        found = result(screen(act="harbouring", means="none", route="inbound", age=15), "uu-2007-21:3")
        assert found["elements"]["act"] == "missing"


class TestAdults:
    """Adults at home."""

    def test_an_adult_without_means_is_outside_the_treaties(self, screen: Screen) -> None:
        answer = screen(means="none")
        assert answer["treaty"] == {"coverage": "not-covered", "by": []}
        assert answer["verdict"] == "outside"

    def test_an_eighteen_year_old_is_an_adult_and_a_seventeen_year_old_a_child(self, screen: Screen) -> None:
        assert screen(means="none", age=17)["case"]["victim"] == "child"
        assert screen(means="none", age=17)["treaty"]["coverage"] == "covered"
        assert screen(means="none", age=18)["case"]["victim"] == "adult"
        assert screen(means="none", age=18)["treaty"]["coverage"] == "not-covered"

    def test_national_law_has_no_residual_form_of_coercion_so_it_must_be_argued(self, screen: Screen) -> None:
        answer = screen(means="other-coercion")
        assert answer["treaty"]["coverage"] == "covered"
        assert answer["verdict"] == "arguable"

    @pytest.mark.parametrize("means", ["confinement", "forgery", "debt-bondage"])
    def test_means_that_only_national_law_names_are_covered_by_it(self, screen: Screen, means: str) -> None:
        assert result(screen(means=means), "kuhp:455.1")["elements"]["means"] == "met"

    def test_servitude_is_covered_through_practices_similar_to_slavery(self, screen: Screen) -> None:
        found = result(screen(purpose="servitude"), "kuhp:455.1")
        assert found["coverage"] == "covered"
        assert "not named" in found["reason"]["en"]

    def test_purposes_that_only_law_21_2007_names_are_arguable_under_the_code(self, screen: Screen) -> None:
        assert result(screen(purpose="extortion"), "kuhp:455.1")["coverage"] == "arguable"
        assert result(screen(purpose="extortion", day=LAST_DAY_OF_ARTICLE_2), "uu-2007-21:2.1")["coverage"] == "covered"


class TestTime:
    """An adult recruited at home by deception for forced labour, asked as of different days."""

    def test_before_law_21_2007_there_is_no_assessment_and_the_reason_says_why(self, screen: Screen) -> None:
        answer = screen(day="2007-04-18")
        assert answer["verdict"] == "not-assessed"
        assert "no earlier law on trafficking" in answer["reason"]["en"]

    def test_from_19_april_2007_by_law_21_2007_article_2(self, screen: Screen) -> None:
        assert screen(day="2007-04-19")["national"] == {"coverage": "covered", "by": ["uu-2007-21:2.1"]}
        assert screen(day=LAST_DAY_OF_ARTICLE_2)["national"]["by"] == ["uu-2007-21:2.1"]

    def test_from_2_january_2026_by_kuhp_455_and_no_longer_by_article_2(self, screen: Screen) -> None:
        answer = screen(day=FIRST_DAY_OF_THE_CODE)
        assert answer["national"] == {"coverage": "covered", "by": ["kuhp:455.1"]}
        assert "uu-2007-21:2.1" not in provisions(answer)

    def test_actip_is_not_asked_before_it_entered_into_force(self, screen: Screen) -> None:
        assert "actip:2.a" not in provisions(screen(day="2017-03-07"))
        assert "actip:2.a" in provisions(screen(day="2017-03-08"))


class TestConsent:
    """The victim's consent changes nothing."""

    def test_under_law_21_2007_article_26_and_palermo_3b(self, screen: Screen) -> None:
        consent = screen()["consent"]
        assert consent["relevant"] is False
        assert {"uu-2007-21:26", "palermo:3.b", "uu-2007-21:1.7"} <= set(consent["by"])


class TestPenalties:
    """The range, the increases in force and the doubts."""

    def range_of(self, screen: Screen, provision: str, **case: Any) -> dict[str, Any]:
        penalty: dict[str, Any] = result(screen(**case), provision)["penalty"]
        return penalty

    def test_the_offences_of_law_21_2007_threaten_3_to_15_years_and_120_to_600_million(self, screen: Screen) -> None:
        penalty = self.range_of(screen, "uu-2007-21:3", act="transportation", route="inbound")
        assert (penalty["prisonMinYears"], penalty["prisonMaxYears"]) == (3, 15)
        assert (penalty["fineMinIdr"], penalty["fineMaxIdr"]) == (120_000_000, 600_000_000)

    def test_kuhp_455_threatens_a_fine_of_category_4_to_7(self, screen: Screen) -> None:
        penalty = self.range_of(screen, "kuhp:455.1")
        assert (penalty["fineMinIdr"], penalty["fineMaxIdr"]) == (200_000_000, 5_000_000_000)

    @pytest.mark.parametrize(
        ("provision", "case"),
        [
            ("kuhp:455.1", {}),
            ("uu-2007-21:3", {"act": "transportation", "route": "inbound"}),
            ("uu-2007-21:4", {"act": "transportation", "route": "outbound"}),
        ],
    )
    def test_the_increase_for_a_child_reaches_455_3_and_4(
        self, screen: Screen, provision: str, case: dict[str, str]
    ) -> None:
        assert self.range_of(screen, provision, **case)["prisonMaxYears"] == 15
        child = self.range_of(screen, provision, **case, age=15)
        assert child["prisonMaxYears"] == 20
        assert "uu-2007-21:17" in [step["basis"] for step in child["steps"]]

    def test_it_reaches_455_through_the_redirection_of_the_code(self, screen: Screen) -> None:
        steps = self.range_of(screen, "kuhp:455.1", age=15)["steps"]
        assert next(step for step in steps if step["basis"] == "uu-2007-21:17")["through"] == ["kuhp:622.9"]

    def test_before_the_code_it_reached_article_2_directly(self, screen: Screen) -> None:
        steps = self.range_of(screen, "uu-2007-21:2.1", age=15, day=LAST_DAY_OF_ARTICLE_2)["steps"]
        assert next(step for step in steps if step["basis"] == "uu-2007-21:17")["through"] == []

    @pytest.mark.parametrize(
        ("provision", "case"),
        [
            ("uu-2007-21:5", {"act": "adoption", "means": "none"}),
            ("uu-2007-21:6", {"act": "sending", "means": "none", "route": "inter-region", "stage": "exploited"}),
        ],
    )
    def test_it_does_not_reach_5_and_6(self, screen: Screen, provision: str, case: dict[str, str]) -> None:
        penalty = self.range_of(screen, provision, **case, age=15)
        assert penalty["prisonMaxYears"] == 15
        assert [step["basis"] for step in penalty["notApplied"]] == ["uu-2007-21:17"]

    def test_whether_it_lifts_the_minimum_from_3_to_4_years_is_a_doubt(self, screen: Screen) -> None:
        penalty = self.range_of(screen, "kuhp:455.1", age=15)
        assert penalty["prisonMinYears"] == 3
        assert penalty["prisonMinYearsIfRaised"] == 4
        assert "raised-minimum" in [doubt["concern"] for doubt in penalty["doubts"]]

    def test_whether_the_minimum_of_the_special_law_still_binds_is_a_doubt_since_2026(self, screen: Screen) -> None:
        case = {"act": "transportation", "route": "inbound"}

        def doubted(provision: str, day: str) -> bool:
            penalty = self.range_of(screen, provision, **case, day=day)
            return "prison-minimum" in [doubt["concern"] for doubt in penalty["doubts"]]

        assert doubted("uu-2007-21:3", TODAY)
        assert not doubted("uu-2007-21:3", LAST_DAY_OF_ARTICLE_2)
        assert not doubted("kuhp:455.1", TODAY)

    @pytest.mark.parametrize("circumstance", ["official", "organised-group", "grave-harm"])
    def test_each_increase_by_a_third_makes_15_years_20(self, screen: Screen, circumstance: str) -> None:
        case = {"act": "transportation", "route": "inbound", "circumstances": (circumstance,)}
        penalty = self.range_of(screen, "uu-2007-21:3", **case, day=LAST_DAY_OF_ARTICLE_2)
        assert penalty["prisonMaxYears"] == 20
        assert penalty["fineMaxIdr"] == 800_000_000

    def test_grave_harm_raises_455_only_where_exploitation_resulted(self, screen: Screen) -> None:
        case = {"stage": "exploited", "circumstances": ("grave-harm",)}
        assert self.range_of(screen, "kuhp:455.1", **case)["prisonMaxYears"] == 15
        assert self.range_of(screen, "kuhp:455.2", **case)["prisonMaxYears"] == 20

    def test_death_replaces_the_range_by_five_years_to_life(self, screen: Screen) -> None:
        case = {"act": "transportation", "route": "inbound", "stage": "exploited", "circumstances": ("death",)}
        penalty = self.range_of(screen, "uu-2007-21:3", **case)
        assert (penalty["prisonMinYears"], penalty["prisonMaxYears"], penalty["life"]) == (5, None, True)
        assert (penalty["fineMinIdr"], penalty["fineMaxIdr"]) == (200_000_000, 5_000_000_000)

    def test_several_increases_stay_below_the_cap_of_20_years_in_the_code(self, screen: Screen) -> None:
        penalty = self.range_of(screen, "kuhp:455.1", age=15, circumstances=("official", "organised-group"))
        assert penalty["prisonMaxYears"] == 20
        assert penalty["steps"][-1]["basis"] == "kuhp:68.4"
        assert "combined-increase" in [doubt["concern"] for doubt in penalty["doubts"]]

    def test_an_organised_group_takes_the_scale_of_article_2_which_is_now_455(self, screen: Screen) -> None:
        case = {"act": "transportation", "route": "inbound", "circumstances": ("organised-group",)}
        assert self.range_of(screen, "uu-2007-21:3", **case)["fineMaxIdr"] == 5_000_000_000
        assert self.range_of(screen, "uu-2007-21:3", **case, day=LAST_DAY_OF_ARTICLE_2)["fineMaxIdr"] == 800_000_000

    def test_a_corporation_is_fined_three_times(self, screen: Screen) -> None:
        case = {"act": "transportation", "route": "inbound", "circumstances": ("corporation",)}
        penalty = self.range_of(screen, "uu-2007-21:3", **case)
        assert (penalty["corporateFineMinIdr"], penalty["corporateFineMaxIdr"]) == (360_000_000, 1_800_000_000)

    def test_how_a_category_fine_is_tripled_is_a_doubt_and_no_figure(self, screen: Screen) -> None:
        penalty = self.range_of(screen, "kuhp:455.1", circumstances=("corporation",))
        assert penalty["corporateFineMaxIdr"] is None
        assert "category-fine" in [doubt["concern"] for doubt in penalty["doubts"]]

    def test_trading_a_child_threatens_3_to_15_years_and_60_to_300_million_without_increase(
        self, screen: Screen
    ) -> None:
        penalty = self.range_of(screen, "uu-2014-35:83", **CHILD_AT_HOME)
        assert (penalty["prisonMinYears"], penalty["prisonMaxYears"]) == (3, 15)
        assert (penalty["fineMinIdr"], penalty["fineMaxIdr"]) == (60_000_000, 300_000_000)

    def test_exploiting_a_child_threatens_up_to_10_years_without_minimum(self, screen: Screen) -> None:
        penalty = self.range_of(screen, "uu-2014-35:88", **{**CHILD_AT_HOME, "stage": "exploited"})
        assert (penalty["prisonMinYears"], penalty["prisonMaxYears"]) == (None, 10)
        assert (penalty["fineMinIdr"], penalty["fineMaxIdr"]) == (None, 200_000_000)
