"""The commands for rosters: the blank sheet, importing, marking complete, looking at, removing."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from app.cli.chinese import File, Group, Year
from app.cli.own_standards import loaded, tell
from app.domain.facts import Answer, Fact
from app.domain.roster_count import KeptRoster
from app.domain.roster_summary import RosterSummary, Tally
from app.domain.school_year import SchoolYear

#: So many faults of a sheet are listed; the rest is counted.
_MOST = 30

file_argument = click.argument("file", metavar="FILE.dabiao", type=File())
roster_argument = click.argument("name", metavar="花名册")
year_option = click.option("--year", metavar="学年", type=Year(), help="文件中的哪个学年，默认为最后一个")


@click.group(cls=Group, epilog="示例：dabiao roster import 我校.dabiao teachers 教师花名册.xlsx --preview")
def roster() -> None:
    """花名册：教师花名册 teachers、培训台账 training、专业情况表 programmes；导入、核对、查看统计数。"""


@roster.command(epilog="示例：dabiao roster blank teachers -o 教师花名册.xlsx")
@roster_argument
@click.option("-o", "--output", metavar="OUT.xlsx", type=File(), required=True, help="写到何处")
def blank(name: str, output: Path) -> None:
    """写出空白花名册（Excel），附填表说明。"""
    from app.services.roster_files import named_roster
    from app.services.rosters import write_roster

    rulebook = loaded().rulebook
    place = write_roster(named_roster(name, rulebook), (), output, rulebook.facts)
    click.echo(f"已写出 {place}")


@roster.command("import", epilog="示例：dabiao roster import 我校.dabiao teachers 教师花名册.xlsx --preview")
@file_argument
@roster_argument
@click.argument("sheet", metavar="名册.xlsx", type=File())
@click.option("--preview", is_flag=True, help="只列出会有哪些变化，不改动文件")
@year_option
def import_(file: Path, name: str, sheet: Path, preview: bool, year: SchoolYear | None) -> None:
    """导入花名册（.xlsx .xls .ods .csv），代替该学年原有的各行；导入前先备份，原有的核对标记取消。"""
    from app.services.roster_files import RosterFile, named_roster

    program = loaded()
    rulebook, wanted = program.rulebook, named_roster(name, program.rulebook)
    closed = RosterFile(file, rulebook, program.paths, year)
    of, found = closed.preview(wanted, sheet)
    counts = f"新增 {found.new} 行，变更 {found.changed} 行，删去 {found.gone} 行"
    same = len(found.rows) - found.new - found.changed
    click.echo(f"{of} 学年{wanted.title}：共 {len(found.rows)} 行，{counts}，不变 {same} 行")
    for title, words in (
        ("不认识的列，不导入", found.unknown),
        ("没有的列", found.missing),
        ("合计、说明等，不导入", [f"第 {number} 行" for number in found.left_out]),
    ):
        if words:
            click.echo(f"  {title}：{'、'.join(words)}")
    _echo(_listed("须核对", map(str, found.problems)))
    _echo(_figures(found.summary, rulebook.facts))
    if preview:
        click.echo("未改动（预览）")
        return
    done = closed.take(found)
    _tell_backup(done.no_backup)
    click.echo("已导入；核对后标为已核对完整，统计数才参与判定" if done.changed else "与原有各行相同，未改动")


@roster.command(epilog="示例：dabiao roster mark 我校.dabiao teachers --by 王老师")
@file_argument
@roster_argument
@click.option("--take-back", is_flag=True, help="取消已核对完整的标记")
@click.option("--by", metavar="姓名", default="", help="由谁核对（印入报告），默认为登录名")
@year_option
def mark(file: Path, name: str, take_back: bool, by: str, year: SchoolYear | None) -> None:
    """标为已核对完整：没有未定行的统计数从此代替填报数参与判定。"""
    from app.services.roster_files import RosterFile, named_roster

    program = loaded()
    wanted = named_roster(name, program.rulebook)
    done = RosterFile(file, program.rulebook, program.paths, year).mark(wanted, not take_back, by.strip())
    _tell_backup(done.no_backup)
    if take_back:
        click.echo(
            f"已取消{wanted.title}的核对标记，判定采用填报数" if done.changed else "原来没有标记，未改动"
        )
        return
    said = "已标为" if done.changed else "原来已标为"
    click.echo(f"{done.year} 学年{wanted.title} {done.rows} 行{said}已核对完整")
    if done.summary is not None:
        _echo(_figures(done.summary, program.rulebook.facts))


@roster.command(epilog="示例：dabiao roster remove 我校.dabiao training")
@file_argument
@roster_argument
@year_option
def remove(file: Path, name: str, year: SchoolYear | None) -> None:
    """移除该学年的花名册；移除前先备份，判定改用填报数。"""
    from app.services.roster_files import RosterFile, named_roster

    program = loaded()
    wanted = named_roster(name, program.rulebook)
    done = RosterFile(file, program.rulebook, program.paths, year).remove(wanted)
    _tell_backup(done.no_backup)
    click.echo(f"已移除 {done.year} 学年的{wanted.title}，判定采用填报数")


@roster.command(epilog="示例：dabiao roster show 我校.dabiao")
@file_argument
@year_option
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取")
def show(file: Path, year: SchoolYear | None, as_json: bool) -> None:
    """列出各花名册的统计数、未计入的原因和未定的行；不显示姓名和身份证号。"""
    from app.services.roster_files import RosterFile

    program = loaded()
    facts = program.rulebook.facts
    with RosterFile(file, program.rulebook, program.paths, year).open(read_only=True) as session:
        assessment, kept = session.assessment, session.kept_rosters
    if as_json:
        rosters = [_data(item, facts, assessment.answers) for item in assessment.rosters]
        said = {"format": "dabiao-rosters/1", "year": str(assessment.year), "rosters": rosters}
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    if not assessment.rosters:
        click.echo(f"{assessment.year} 学年还没有导入花名册")
    for item in assessment.rosters:
        click.echo(f"{assessment.year} 学年{item.title}（{item.id}）{item.rows} 行，{_standing(item, kept)}")
        _echo(_figures(item, facts, assessment.answers))


def _standing(summary: RosterSummary, kept: Mapping[str, KeptRoster]) -> str:
    if summary.mark is not None:
        return f"已核对完整（{summary.mark.by}，{summary.mark.on.isoformat()}）"
    before = kept[summary.id].mark if summary.id in kept else None
    lapsed = "（统计规则已有变化，原标记失效，请重新核对）" if before is not None else ""
    return f"未标为已核对完整{lapsed}"


def _figures(
    summary: RosterSummary, facts: Mapping[str, Fact], typed: Mapping[str, Answer] | None = None
) -> Iterator[str]:
    """Say what a roster gives, fact by fact: which figure judges, what was left out, what is undecided."""
    from app.domain.display import counted_text
    from app.domain.roster_words import reasons_left_out
    from app.services.roster_figures import ROSTER, RosterFigure, compared

    for tally in summary.tallies:
        fact, figure = facts[tally.fact], RosterFigure(summary, tally)
        told = f"  {fact.name} {counted_text(fact, tally.figure)}"
        if typed is not None:
            told = f"  {fact.name}：{compared(fact, tally, typed.get(tally.fact, Answer()))}"
        yield f"{told}，{ROSTER if figure.judges else f'未采用（{figure.lacking}）'}"
        if tally.left_out:
            yield f"    未计入：{'，'.join(reasons_left_out(tally))}"
        yield from _listed("未定", map(_undecided, _known(tally)), indent="    ")


def _known(tally: Tally) -> list[tuple[int, str]]:
    return [(item.row, item.reason) for item in tally.undecided]


def _undecided(item: tuple[int, str]) -> str:
    row, reason = item
    return f"第 {row} 行：{reason}" if row else reason  # of a filed year the rows are not known


def _listed(title: str, lines: Iterable[str], indent: str = "  ") -> Iterator[str]:
    """List under a title, as many lines as one reads."""
    told = list(lines)
    if told:
        yield f"{indent}{title} {len(told)} 处："
    yield from (f"{indent}  {line}" for line in told[:_MOST])
    if len(told) > _MOST:
        yield f"{indent}  另有 {len(told) - _MOST} 处"


def _data(summary: RosterSummary, facts: Mapping[str, Fact], typed: Mapping[str, Answer]) -> dict[str, Any]:
    mark = summary.mark
    return {
        "id": summary.id,
        "title": summary.title,
        "rows": summary.rows,
        "complete": None if mark is None else {"by": mark.by, "on": mark.on.isoformat()},
        "figures": [_figure(summary, tally, facts, typed) for tally in summary.tallies],
    }


def _figure(
    summary: RosterSummary, tally: Tally, facts: Mapping[str, Fact], typed: Mapping[str, Answer]
) -> dict[str, Any]:
    from app.reports.filing_data import figure_data

    undecided = [{"row": row or None, "reason": reason} for row, reason in _known(tally)]
    return figure_data(facts, typed, summary, tally) | {"undecided": undecided}


def _tell_backup(error: str) -> None:
    if error:
        tell(f"备份未能完成：{error}")


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
