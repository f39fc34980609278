"""Clauses of our own writing: what was reached must not get worse."""

import agency_cases


def test_there_are_enough_and_each_has_its_own_name() -> None:
    names = [case["id"] for case in agency_cases.cases()]
    assert len(names) >= 40 and len(set(names)) == len(names)


def test_cases_stay_above_the_floors() -> None:
    outcomes = {case["id"]: agency_cases.outcome(case) for case in agency_cases.cases()}
    reached = agency_cases.counts(list(outcomes.values()))
    faults = [f"{name}: {fault}" for name, each in outcomes.items() for fault in each.faults]
    low = {key for key, floor in agency_cases.floors().items() if reached[key] < floor}
    assert not low, "\n".join(faults)


def test_every_span_holds_the_words_of_its_body() -> None:
    for case in agency_cases.cases():
        text = "\n".join([*case["head"], *case["text"].splitlines()])
        found = agency_cases.registry(case)
        for number in range(len(found.mentions)):
            ref = found.ref(number)
            assert text[ref.span.start : ref.span.end] == ref.text, case["id"]
