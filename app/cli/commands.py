"""The commands of ``dabiao``: each reads its input, asks the services, and prints in Chinese."""

import datetime
import json
from collections.abc import Iterable
from pathlib import Path

import click

from app import __version__
from app.bootstrap import Program
from app.cli import district, filing, own_standards, rosters
from app.cli.chinese import Day, File, Group, Year
from app.cli.own_standards import loaded, own_fonts, tell, tell_all
from app.cli.window import open_window
from app.domain.school_year import SchoolYear


class _Dabiao(Group):
    """All commands; a school file alone is opened, as a double click and 打开方式 hand it over."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from app.services.inputs import SUFFIX

        if args[0].lower().endswith(SUFFIX):
            args = ["open", *args]
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Dabiao, invoke_without_command=True, epilog="示例：dabiao judge 示例学校.yaml；不带命令时打开窗口。"
)
@click.version_option(__version__, message="dabiao %(version)s", help="显示版本")
@click.pass_context
def dabiao(context: click.Context) -> None:
    """职校达标自评：逐条判定、说明差距、生成自评报告。本程序不使用网络。"""
    if context.invoked_subcommand is None:
        open_window()


@dabiao.command("open", epilog="示例：dabiao open 我校.dabiao")
@click.argument("file", metavar="[FILE.dabiao]", type=File(), required=False)
@click.option("--sample", is_flag=True, help="打开示例学校")
def open_command(file: Path | None, sample: bool) -> None:
    """打开窗口；写明文件时打开这所学校。"""
    open_window(file, sample)


input_argument = click.argument("input_", metavar="INPUT", type=File())
year_option = click.option("--year", metavar="学年", type=Year(), help="文件中的哪个学年，默认为最后一个")
date_option = click.option("--date", "on", type=Day(), help="判定日期，默认取文件中的日期，没有则为今天")


@dabiao.command(epilog="示例：dabiao judge 示例学校.yaml --date 2026-11-21 --standard conditions-2022")
@input_argument
@year_option
@date_option
@click.option("--standard", "standards", multiple=True, metavar="编号", help="只判定这份文件，可重复")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取")
def judge(
    input_: Path,
    year: SchoolYear | None,
    on: datetime.date | None,
    standards: tuple[str, ...],
    as_json: bool,
) -> None:
    """逐条判定一所学校，INPUT 为数据文件（.yaml）或学校自评文件（.dabiao）。"""
    from app.services.judging import judge_input

    program = loaded()
    judged = judge_input(input_, program.rulebook, on, standards, year)
    tell_all(judged.notices)
    if as_json:
        from app.reports.verdicts_json import verdicts_json

        click.echo(verdicts_json(judged.evaluation, standards))
        return
    from app.reports.listing import verdict_lines

    _echo(verdict_lines(judged.evaluation, judged.rulebook, standards))


@dabiao.command(epilog="示例：dabiao new 我校.dabiao --from 我校.yaml")
@click.argument("file", metavar="FILE.dabiao", type=File())
@click.option("--from", "source", metavar="FACTS.yaml", type=File(), required=True, help="数据文件")
def new(file: Path, source: Path) -> None:
    """由数据文件建立学校自评文件；同名文件已存在时不覆盖。"""
    from app.services.library import create_workspace

    create_workspace(file, source, loaded().rulebook)
    click.echo(f"已建立 {file}")


@dabiao.command(epilog="示例：dabiao report 我校.dabiao -o 自评报告.pdf --xlsx 自评结果.xlsx")
@input_argument
@click.option("-o", "--output", metavar="OUT.pdf", type=File(), required=True, help="报告写到何处")
@click.option("--xlsx", metavar="OUT.xlsx", type=File(), help="同时写出 Excel 表")
@click.option("--docx", metavar="OUT.docx", type=File(), help="同时写出可编辑的 Word 文档")
@click.option(
    "--form",
    type=click.Choice(("full", "short", "public", "letter")),
    default="full",
    help="full 全文（默认），short 两页简本，public 公开版，letter 报送函",
)
@year_option
@date_option
def report(
    input_: Path,
    output: Path,
    xlsx: Path | None,
    docx: Path | None,
    form: str,
    year: SchoolYear | None,
    on: datetime.date | None,
) -> None:
    """生成自评报告（PDF），可同时写出 Excel 表和可编辑的 Word 文档。"""
    from app.reports.layouts import Layout
    from app.services.reporting import write_reports
    from app.services.writing import Output

    program = loaded()
    named = {Output.PDF: output, Output.EXCEL: xlsx, Output.WORD: docx}
    places = {kind: place for kind, place in named.items() if place is not None}
    written = write_reports(input_, program.rulebook, program.paths, on, places, Layout(form), tell, year)
    for place in written:
        click.echo(f"已写出 {place}")


@dabiao.command(epilog="示例：dabiao sample 示例")
@click.argument("folder", metavar="DIR", type=File())
@click.option("--report", "with_report", is_flag=True, help="同时判定并写出报告和 Excel 表，打印摘要")
def sample(folder: Path, with_report: bool) -> None:
    """写出一所虚构的示例学校：示例学校.yaml 和 示例学校.dabiao；已有的文件不覆盖。"""
    from app.services.sample import write_sample, write_sample_reports

    program = Program()
    for path, fresh in write_sample(folder, program.rulebook, program.paths):
        click.echo(f"已写出 {path}" if fresh else f"已有 {path}，未改动")
    if with_report:
        _echo(write_sample_reports(folder, program.rulebook, program.paths))


@dabiao.group(epilog="示例：dabiao standards show conditions-2022")
def standards() -> None:
    """标准文件：列出、查看、检查；增补本区或本校的标准，确认数值。"""


@standards.command("list", epilog="示例：dabiao standards list")
def list_standards() -> None:
    """列出全部标准文件。"""
    from app.reports.listing import standards_lines

    _echo(standards_lines(list(loaded().rulebook.standards.values())))


@standards.command(epilog="示例：dabiao standards show conditions-2022")
@click.argument("id_", metavar="ID")
def show(id_: str) -> None:
    """查看一份标准文件：指标、数值、来源和任务。"""
    from app.reports.listing import standard_lines
    from app.services.judging import named_standard

    _echo(standard_lines(named_standard(id_, loaded().rulebook)))


@standards.command(epilog="示例：dabiao standards handbook -o 标准逐条对照.md")
@click.option("-o", "--output", metavar="OUT.md", type=File(), help="写到何处；不写则显示")
def handbook(output: Path | None) -> None:
    """全部标准逐条列出：要求、数值、条款、依据、推定和未见原文的内容，供逐条核对。"""
    from app.services.handbook import handbook_text, write_handbook

    program = Program()
    if output is None:
        click.echo(handbook_text(program.rulebook, program.paths), nl=False)
    else:
        click.echo(f"已写出 {write_handbook(program.rulebook, program.paths, output)}")


@standards.command(epilog="示例：dabiao standards check 我区标准.yaml")
@click.argument("path", metavar="[PATH]", type=File(), required=False)
def check(path: Path | None) -> None:
    """检查标准文件、表单和全部算例；发现问题时以 1 结束。PATH 为另一份标准文件或其文件夹。"""
    from app.services.checking import check_content

    _echo(check_content(Program().paths, path, datetime.date.today()))


for command in (rosters.roster, filing.file, filing.verify, filing.receipt, district.district):
    dabiao.add_command(command)


for command in own_standards.COMMANDS:
    standards.add_command(command)


@dabiao.command(epilog="示例：dabiao facts")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取")
def facts(as_json: bool) -> None:
    """列出全部数据项：编号、名称、时点、单位。"""
    from app.reports.listing import fact_lines, facts_data

    rulebook = Program().rulebook
    if as_json:
        click.echo(json.dumps(facts_data(rulebook), ensure_ascii=False, indent=1))
    else:
        _echo(fact_lines(rulebook))


@dabiao.command(epilog="示例：dabiao forms --blank 空白填报表.pdf --school 我校.dabiao")
@click.option("--blank", metavar="OUT.pdf", type=File(), required=True, help="空白填报表写到何处")
@click.option("--school", metavar="INPUT", type=File(), help="只印这所学校适用的标准所需的数据项")
@click.option("--all", "all_", is_flag=True, help="印出全部数据项；不写 --school 时也是如此")
@click.option("--year", metavar="学年", help="表上印出的学年，例如 2026-2027；默认为这所学校的学年或本学年")
def forms(blank: Path, school: Path | None, all_: bool, year: str | None) -> None:
    """印出空白填报表，按处室分开，供手工填写。"""
    from app.services.exports import write_blank_forms, write_school_forms

    program = Program()
    fonts = own_fonts(program.paths)
    if school is None or all_:
        written = write_blank_forms(program.rulebook, program.paths, blank, year, fonts=fonts)
    else:
        written = write_school_forms(school, program.rulebook, program.paths, blank, year, fonts)
    click.echo(f"已写出 {written}")


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
