"""The commands of filing: freeze and pack, verify packages, receipts."""

import datetime
from pathlib import Path
from typing import Any

import click

from app.cli.chinese import Command, Day, File, Group
from app.cli.own_standards import loaded, own_fonts
from app.domain.receipt import Remark


@click.command(cls=Command, epilog="示例：dabiao file 我校.dabiao -o 备案包.zip")
@click.argument("input_", metavar="INPUT", type=File())
@click.option(
    "-o", "--output", metavar="OUT.zip", type=File(), help="备案包写到何处；不写则只列出还须处理的事项"
)
@click.option("--reopen", metavar="原因", help="已备案的学年：写明更正原因，重新打开")
def file(input_: Path, output: Path | None, reopen: str | None) -> None:
    """备案：冻结一个学年并写出备案包。INPUT 为学校自评文件（.dabiao）或数据文件（.yaml，不留存）。

    逻辑校验未通过、经验校验未说明或签署不全的，逐项列出，不写任何文件。
    """
    from app.services.filing_files import file_input, reopen_input

    program = loaded()
    if reopen is not None:
        click.echo(f"已重新打开 {reopen_input(input_, reopen)}，可以更正；原备案保留不变")
        return
    now = datetime.datetime.now()
    own_fonts(program.paths)
    for line in file_input(input_, program.rulebook, program.paths, output, now):
        click.echo(line)


@click.command(cls=Command, epilog="示例：dabiao verify 备案包.zip")
@click.argument("packages", metavar="FILE...", type=File(), nargs=-1, required=True)
def verify(packages: tuple[Path, ...]) -> None:
    """核对备案包：逐字节核对，显示编号和指纹；有一份不符即以 1 结束。"""
    from app.domain.fingerprint import grouped
    from app.errors import PackageError
    from app.exchange.reading import read_package

    faulty = 0
    for path in packages:
        try:
            package = read_package(path)
        except PackageError as error:
            faulty += 1
            click.echo(str(error), err=True)
        else:
            name = package.data["school"]["name"]
            click.echo(
                f"{path.name}：核对无误　{name}　备案编号 {package.number}　指纹 {grouped(package.fingerprint)}"
            )
    if faulty:
        raise click.exceptions.Exit(1)


class RemarkType(click.ParamType[Remark]):
    """A remark on one row, typed as id=text."""

    name = "编号=意见"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Remark:
        """Return the remark, or end with a usage message."""
        if isinstance(value, Remark):
            return value
        row, sign, text = value.partition("=")
        if not sign:
            self.fail(f"“{value}”应写作 编号=意见", param, ctx)
        return Remark(row.strip(), text)


@click.group(cls=Group, epilog="示例：dabiao receipt open 我校.dabiao 回执.dabiao-receipt")
def receipt() -> None:
    """回执：主管部门对备案的接收或退回。"""


@receipt.command("open", epilog="示例：dabiao receipt open 我校.dabiao 回执.dabiao-receipt")
@click.argument("workspace", metavar="FILE.dabiao", type=File())
@click.argument("receipt_file", metavar="RECEIPT", type=File())
def open_(workspace: Path, receipt_file: Path) -> None:
    """学校打开主管部门的回执，存入学校自评文件。"""
    from app.services.filing_files import receipt_lines

    for line in receipt_lines(workspace, receipt_file, loaded().rulebook):
        click.echo(line)


@receipt.command(
    epilog="示例：dabiao receipt make 备案包.zip --accept --by 区教委 --officer 唐敏 -o 回执.dabiao-receipt"
)
@click.argument("package", metavar="PACKAGE", type=File())
@click.option("--accept", "ruling", flag_value="accepted", help="接收备案")
@click.option("--return", "ruling", flag_value="returned", help="退回修改，须有 --text 或 --remark")
@click.option("--by", metavar="机关", required=True, help="出具回执的机关")
@click.option("--officer", metavar="姓名", required=True, help="经办人")
@click.option("--text", metavar="意见", default="", help="总的意见")
@click.option("--remark", "remarks", type=RemarkType(), multiple=True, help="对一项指标或任务的意见，可重复")
@click.option("--date", "on", type=Day(), help="回执日期，默认为今天")
@click.option("-o", "--output", metavar="FILE", type=File(), required=True, help="回执写到何处")
def make(
    package: Path,
    ruling: str | None,
    by: str,
    officer: str,
    text: str,
    remarks: tuple[Remark, ...],
    on: datetime.date | None,
    output: Path,
) -> None:
    """主管部门对一份备案包出具回执：接收或退回。"""
    from app.domain.fingerprint import grouped
    from app.domain.receipt import RULING_WORDS, Ruling
    from app.services.receipts import Answer, make_receipt

    if ruling is None:
        raise click.UsageError("请写明 --accept 或 --return")
    answer = Answer(Ruling(ruling), by, officer, on or datetime.date.today(), text, remarks)
    made = make_receipt(package, answer, output)
    click.echo(f"{RULING_WORDS[made.ruling]} {made.school} {made.number}　指纹 {grouped(made.fingerprint)}")
    click.echo(f"已写出 {output}")


@receipt.command(epilog="示例：dabiao receipt show 回执.dabiao-receipt")
@click.argument("receipt_file", metavar="FILE", type=File())
def show(receipt_file: Path) -> None:
    """显示一份回执的内容。"""
    from app.services.receipts import show_receipt

    for line in show_receipt(receipt_file, loaded().rulebook):
        click.echo(line)
