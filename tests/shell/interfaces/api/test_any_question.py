"""Whatever is asked, right or wrong, is answered as the OpenAPI document says, and never by a 500.

Questions are made from the document by schemathesis, about parks and periods that are there.
"""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance, unsupported_method

from zeropark.shell.interfaces.api.attach import document

KNOWN: dict[str, list[Any]] = {
    "park": ["tiny", "bare"],
    "period": ["2025", "2025-06", "2025-06-01T00:00+08:00/2025-06-02", "2026"],
    "year": [2024, 2025],
    "rule": ["ef.electricity.park910", "tou.gansu"],
    "link": ["electricity:grid>bus-10kv", "electricity:bus-10kv>losses", "heat:a>b"],
}
NOT_ASKED = [
    positive_data_acceptance,  # a cursor, or 30 February, has the right form and leads nowhere
    unsupported_method,  # the framework answers; test_problems has it
]


def with_known_values() -> dict[str, Any]:
    """The document with values that lead somewhere, and nothing that writes."""
    found = document(software="0.0.0")
    for methods in found["paths"].values():
        methods.pop("post", None)
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                schema, name = parameter["schema"], parameter["name"]
                if name in KNOWN:
                    (schema.get("items") or schema).clear()
                    (schema.get("items", schema)).update({"enum": KNOWN[name]})
    return found


questions = schemathesis.openapi.from_dict(with_known_values())


@questions.parametrize()
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_any_question_is_answered_as_the_document_says(
    case: schemathesis.Case, address: str
) -> None:
    case.call_and_validate(base_url=address, excluded_checks=NOT_ASKED)
