"""Which counting rule a row was judged by, where the rule comes from, and what another rule would give."""

#: Facts that are kept apart from another and judged by nobody: they say what another counting would give.
_APART = {
    "campus.building": ("campus.building_owned", "campus.building_independent_use"),
    "teachers.dual_qualified": ("teachers.dual_qualified_other", "teachers.dual_qualified_self_reported"),
}


def kept_apart(fact: str) -> tuple[str, ...]:
    """Return the facts that are asked beside a fact to show what another counting of it would give."""
    return _APART.get(fact, ())
