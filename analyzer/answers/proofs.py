"""What the reasoner proved or refuted, as an answer."""

from typing import TYPE_CHECKING, Any

from analyzer.i18n import both, joined, plain
from analyzer.knowledge import Knowledge
from analyzer.text import Text

if TYPE_CHECKING:
    from analyzer.reasoning import ReasoningResult, Subsumption

Answer = dict[str, Any]


def told(knowledge: Knowledge, result: "ReasoningResult") -> Answer:
    """Return the outcome without its head; ``lines`` is the same in words, in both languages."""
    definitions = [_definition(knowledge, proof) for proof in result.definitions]
    lines = [both("Consistent: {answer}.", answer=_yes_or_no(result.consistent))]
    if result.culprits:
        lines.append(both("These statements contradict each other:"))
        lines += [plain(f"  {culprit}") for culprit in result.culprits]
    lines += [Text(**answer["text"]) for answer in definitions]
    lines.append(
        both("Gap regions proved equal to the uncovered cases: {answer}.", answer=_yes_or_no(result.boxes_proved))
    )
    return {
        "consistent": result.consistent,
        "culprits": list(result.culprits),
        "unsatisfiable": list(result.unsatisfiable),
        "regionsProved": result.boxes_proved,
        "definitions": definitions,
        "lines": {tag: [line[index] for line in lines] for index, tag in enumerate(Text._fields)},
    }


def _yes_or_no(answer: bool) -> Text:
    return both("yes") if answer else both("no")


def _definition(knowledge: Knowledge, proof: "Subsumption") -> Answer:
    citation = knowledge.citation(proof.provision)
    told: Answer = {"provision": knowledge.reference(proof.provision), "subsumed": proof.subsumed, "witness": None}
    if proof.subsumed:
        text = both(
            "{citation}: proved, the trafficking offences in force cover every case beyond argument.", citation=citation
        )
    else:
        terms = {name: knowledge.terms[iri] for name, iri in (proof.witness or {}).items()}
        told["witness"] = {name: term.notation for name, term in terms.items()}
        text = both(
            "{citation}: refuted, this case is not covered beyond argument by any trafficking offence: {case}.",
            citation=citation,
            case=joined([term.label for term in terms.values()], ", "),
        )
    return {**told, "text": text.json()}
