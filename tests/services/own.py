"""A pack of a district's own, as text, and the folders of a user who may add it."""

from pathlib import Path

from app.paths import Paths

OWN = """format: dabiao-standard/1
id: local-x
edition: "1"
document: {title: 某区师资要求, number: 某〔2026〕1号, issuer: 某区教委, from: 2026-01-01}
complete: yes
indicators:
  - id: local-x-双师
    title: 双师型教师占比
    topic: dual-qualified-share
    clause: 第一条
    measure: {ratio: [teachers.dual_qualified, teachers.specialist]}
    subset: yes
    as: percent
    requirement: at_least
    values:
      - {from: 2026-01-01, value: 80%, state: read, seen_in: 区政府网站, checked: 2026-11-21}
    scope: school
    force: expected
tasks:
  - {no: "1", text: 制定双师型教师培养办法, clause: 第二条, scope: school}
  - {no: "2", text: 建立企业实践制度, clause: 第三条, scope: school}
examples:
  - {name: 九成, date: 2026-11-21, facts: {teachers.specialist: 10, teachers.dual_qualified: 9}, expect: {local-x-双师: met}}
"""


def edition(number: int, text: str = OWN) -> str:
    return text.replace('edition: "1"', f'edition: "{number}"')


def own_pack(folder: Path, text: str = OWN, name: str = "local-x.yaml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def user(shipped: Paths, folder: Path) -> Paths:
    """Return the folders of a user of the shipped program."""
    return Paths(shipped.program, folder)
