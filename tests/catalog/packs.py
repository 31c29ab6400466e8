"""A small right pack as text, to be made wrong one word at a time."""

from dataclasses import replace
from pathlib import Path

from app.catalog.catalog import Content, load_content
from app.paths import Paths

RIGHT = """format: dabiao-standard/1
id: local-test
edition: "1"
document:
  title: 示例标准
  number: 示例〔2020〕1号
  issuer: 示例机关
  from: 2020-01-01
complete: yes
applies_to: {school.kind: [职业高中]}
excludes:
  - {when: {school.first_year: {at_least: 2022}}, clause: 附件1, text: 新设学校不在范围}
indicators:
  - id: T-师资
    title: 双师型教师占专业教师比例
    topic: dual-qualified-share
    clause: 第一条
    measure: {ratio: [teachers.dual_qualified, teachers.specialist]}
    subset: yes
    as: percent
    requirement: at_least
    values:
      - {from: 2020-01-01, value: 60%, state: read, seen_in: 原文, checked: 2026-11-21}
    scope: school
    force: binding
    ways: [convert, add_both]
  - id: T-土地
    title: 占地
    clause: 第二条
    measure: {value: campus.land}
    as: area
    requirement: at_least
    values:
      - {from: 2020-01-01, value: 60亩, state: secondary, seen_in: 转载}
    scope: school
    force: binding
  - id: T-合计
    title: 全部
    clause: 第三条
    measure: {all_of: [T-师资, T-土地]}
    values:
      - {from: 2020-01-01, value: 全部达标, state: read, seen_in: 原文}
    scope: school
    force: binding
tasks:
  - {no: "1", text: 建立制度, clause: 附件1, lead: 区教委, responsible: [区教委], scope: school}
examples:
  - {name: 恰好六成, date: 2024-01-01, facts: {teachers.specialist: 10, teachers.dual_qualified: 6}, expect: {T-师资: met}}
  - {name: 不足六成, date: 2024-01-01, facts: {teachers.specialist: 10, teachers.dual_qualified: 5}, expect: {T-师资: missed}}
"""


def load(text: str, folder: Path, shipped: Paths, name: str = "local-test.yaml") -> Content:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_content(shipped, [path])


def problems(content: Content) -> list[str]:
    return [str(replace(problem, file=Path(problem.file).name)) for problem in content.problems]
