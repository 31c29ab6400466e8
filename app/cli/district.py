"""The commands of the district desk: collect a folder of packages, hold a code from paper against it."""

import datetime
from pathlib import Path

import click

from app.cli.chinese import Day, File, Group
from app.cli.own_standards import loaded, own_fonts
from app.cli.window import open_district
from app.domain.district import Collection
from app.reports.own_fonts import BUNDLED


@click.group(
    cls=Group, invoke_without_command=True, epilog="示例：dabiao district collect 备案包 -o 汇总.xlsx"
)
@click.pass_context
def district(context: click.Context) -> None:
    """区县工作台：汇总各校备案包，核对纸质页上的指纹。不带命令时打开窗口。"""
    if context.invoked_subcommand is None:
        open_district()


@district.command("open", epilog="示例：dabiao district open 备案包")
@click.argument("folder", metavar="[DIR]", type=File(), required=False)
def open_(folder: Path | None) -> None:
    """打开区县工作台的窗口，可写明备案包文件夹。"""
    open_district(folder)


@district.command(
    epilog="示例：dabiao district collect 备案包 --schools 学校名单.xlsx --due 2026-12-10 -o 汇总.xlsx --pdf 汇总.pdf"
)
@click.argument("folder", metavar="DIR", type=File())
@click.option("--schools", metavar="LIST.xlsx", type=File(), help="学校名单（.xlsx、.xls、.ods 或 .csv）")
@click.option("--due", type=Day(), help="截止日期，此后备案的为迟报")
@click.option("--year", metavar="学年", default="", help="汇总的学年，例如 2026-2027；默认为多数备案包的学年")
@click.option("-o", "--output", metavar="OUT.xlsx", type=File(), help="汇总表写到何处；不写则只显示")
@click.option("--pdf", metavar="OUT.pdf", type=File(), help="同时写出汇总报告")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取")
def collect(
    folder: Path,
    schools: Path | None,
    due: datetime.date | None,
    year: str,
    output: Path | None,
    pdf: Path | None,
    as_json: bool,
) -> None:
    """汇总一个文件夹（包括下级文件夹）中的备案包：谁已报，各指标情况，全区合计还差。

    每份备案包逐字节核对；核对不通过的逐个列出，其余照常汇总。一份也不能读取时以 1 结束。
    """
    from app.services.district_outputs import gathered, write_district

    program = loaded()
    fonts = own_fonts(program.paths) if pdf else BUNDLED
    found = gathered(_collected(folder, schools, due, year), program.rulebook, program.paths, fonts)
    written = write_district(found, output, pdf)
    if as_json:
        from app.reports.district_json import district_json

        click.echo(district_json(found.roll_up))
        return
    from app.reports.district_words import roll_up_lines

    for line in roll_up_lines(found.roll_up):
        click.echo(line)
    for path in written:
        click.echo(f"已写出 {path}")


@district.command(epilog="示例：dabiao district code B808H-CZNH5 备案包")
@click.argument("code", metavar="CODE")
@click.argument("folder", metavar="DIR", type=File())
def code(code: str, folder: Path) -> None:
    """核对纸质页上的指纹：是哪一份备案；与文件不一致的以 1 结束。"""
    from app.domain.district_code import Finding, check_code

    answer = check_code(code, _collected(folder))
    agrees = answer.finding in (Finding.SAME, Finding.APART)
    click.echo(answer.text, err=not agrees)
    if not agrees:
        raise click.exceptions.Exit(1)


def _collected(
    folder: Path, schools: Path | None = None, due: datetime.date | None = None, year: str = ""
) -> Collection:
    """Read a folder; what is broken is told on stderr, and nothing readable at all ends the command."""
    from app.errors import PackageError
    from app.exchange.school_list import read_school_list
    from app.reports.district_words import told_broken
    from app.services.district import collect

    listed = read_school_list(schools) if schools else None
    collection = collect(folder, listed, due, year)
    for broken in collection.broken:
        click.echo(f"未计入：{told_broken(broken)}", err=True)
    if not collection.packages:
        raise PackageError(folder, "没有可以读取的备案包", "请检查文件夹，备案包是扩展名为 .zip 的文件")
    return collection
