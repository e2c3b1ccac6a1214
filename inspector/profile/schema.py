"""The JSON Schema of a profile's file, for editors: `python -m inspector.profile.schema` writes it anew.

A file may say less than a resolved profile: what it `extends` gives the rest, clause by clause.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from inspector.profile import Profile

FILE = Path(__file__).with_suffix(".json")
#: Without these there is no profile, unless it extends one.
WHOLE = ("title", "source", "clause")


def profile_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a profile's TOML file read as JSON."""
    schema = Profile.model_json_schema()
    clause = schema["$defs"]["Clause"]
    whole_clause = [name for name in clause["required"] if name != "id"]
    clause["required"] = ["id"]
    schema["properties"] |= {
        "extends": {
            "type": "string",
            "description": "the profile that this one changes: an id or a .toml file",
        },
        "drop": {
            "type": "array",
            "items": {"type": "string"},
            "description": "clauses of the extended profile that do not hold here",
        },
    }
    schema["properties"].pop("id")
    schema["properties"]["options"]["additionalProperties"] = {"type": "object"}
    for name in ("valid_from", "valid_until"):
        schema["properties"][name] = {
            "type": "string",
            "format": "date",
            "description": schema["properties"][name]["description"],
        }
    schema["required"] = []
    schema["dependentSchemas"] = {"drop": {"required": ["extends"]}}
    schema["anyOf"] = [
        {"required": ["extends"]},
        {
            "required": list(WHOLE),
            "properties": {"clause": {"items": {"required": ["id", *whole_clause]}}},
        },
    ]
    schema["title"] = "Profile"
    schema["description"] = "A standard as data: docs/profiles-howto.md tells how to write one."
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(profile_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
