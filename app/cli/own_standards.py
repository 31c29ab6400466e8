"""The commands for packs and confirmed values of one's own, and for editions: add, confirm, diff, adopt."""

import datetime
import json
from collections.abc import Iterable
from pathlib import Path

import click

from app.bootstrap import Program
from app.cli.chinese import Command, Day, File
from app.domain.editions import Notice
from app.paths import Paths
from app.reports.own_fonts import OwnFonts


def loaded() -> Program:
    """Return the program with its content loaded; what of the user's own was left out is told on stderr."""
    program = Program()
    for problem in program.rulebook.left_out:
        click.echo(f"未采用：{problem}", err=True)
    return program


def tell(notice: Notice | str) -> None:
    """Tell on stderr what is to be known, such as in what a file's standards differ from this computer's."""
    click.echo(f"提示：{notice}", err=True)


def tell_all(notices: Iterable[Notice | str]) -> None:
    """Tell several such things."""
    for notice in notices:
        tell(notice)


def own_fonts(paths: Paths) -> OwnFonts:
    """Return the fonts chosen in the window's settings; those that cannot be used are told on stderr."""
    from app.services.own_faces import kept_faces

    faces = kept_faces(paths.data)
    tell_all(faces.told)
    return faces.fonts


@click.command(cls=Command, epilog="示例：dabiao standards add local-我区师资.yaml --by 区教委职成科")
@click.argument("file", metavar="FILE", type=File())
@click.option("--by", metavar="姓名或单位", help="由谁加入，默认为登录名")
def add(file: Path, by: str | None) -> None:
    """加入一份自行增补的标准（编号以 local- 开头）；有错误时整份不采用。"""
    from app.services.library import typist
    from app.services.overlay import add_standard

    program = Program()
    added = add_standard(program.paths, program.rulebook, file, by or typist(), datetime.date.today())
    standard = added.standard
    name = f"{standard.id}《{standard.document.title}》版本 {standard.edition}"
    if not added.fresh:
        click.echo(f"已有 {name}，内容相同，未改动")
        return
    counts = f"指标 {len(standard.indicators)} 项，任务 {len(standard.tasks)} 项，算例 {added.examples} 个"
    former = f"；原版本 {added.former} 留存备查" if added.former else ""
    click.echo(f"已加入 {name}（{counts}）{former}")


@click.command(
    cls=Command,
    epilog="示例：dabiao standards confirm SZ-占地 --value 40000㎡ --text 教职成〔2010〕12号第九条，教育部网站 --by 王老师",
)
@click.argument("id_", metavar="ID")
@click.option("--value", metavar="数值", required=True, help="原文的数值，写法同标准文件；两个数之间用“、”")
@click.option("--text", metavar="文本", required=True, help="读的是哪个文本：标题、文号、条款、何处")
@click.option("--by", metavar="姓名", required=True, help="谁读的")
@click.option("--from", "start", type=Day(), help="该数值的起始日期，默认为最后一个")
def confirm(id_: str, value: str, text: str, by: str, start: datetime.date | None) -> None:
    """确认一项要求的数值：已核对原文，此后据以判定，并注明文本和确认人。"""
    from app.domain.standard import Confirmation
    from app.domain.wording import SOURCE_WORDS
    from app.services.confirming import confirm_value, last_start

    program = loaded()
    first = start or last_start(program.rulebook, id_)
    confirmation = Confirmation(id_, first, value.strip(), text.strip(), by.strip(), datetime.date.today())
    done = confirm_value(program.paths, program.rulebook, confirmation)
    click.echo(f"已确认 {id_}（{done.row.title}）自 {first.isoformat()} 起的要求：{done.required}")
    click.echo(f"  文本：{confirmation.text}；确认人：{confirmation.by}，{confirmation.on.isoformat()}")
    if done.differs:
        click.echo(
            f"  与程序所载的 {done.required_before}（{SOURCE_WORDS[done.stated.state]}）不同，按确认的判定"
        )


@click.command(cls=Command, epilog="示例：dabiao standards remove local-我区师资")
@click.argument("id_", metavar="ID")
@click.option(
    "--input", "school", metavar="FILE.dabiao", type=File(), help="从这份学校自评文件的最近一学年中移除"
)
def remove(id_: str, school: Path | None) -> None:
    """移除一份增补的标准，或一项指标的确认；原内容留存备查。"""
    from app.services.overlay import remove_own

    program = Program()
    if school is not None:
        from app.services.adoption import release

        release(school, program.rulebook, program.paths, id_)
        click.echo(f"已从 {school} 移除 {id_}；本机仍有的，按本机的判定")
        return
    gone = remove_own(program.paths, program.rulebook, id_)
    what = f"标准 {gone.pack}" if gone.pack else f"{id_} 的确认"
    also = f"，连同其中 {gone.confirmations} 项确认" if gone.pack and gone.confirmations else ""
    click.echo(f"已移除 {what}{also}。已据以判定的学校自评文件不受影响（从中移除用 --input）")


@click.command(
    cls=Command,
    epilog="示例：dabiao standards diff 旧版/local-我区师资.yaml local-我区师资 --input 我校.dabiao",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", default="")
@click.option("--input", "school", metavar="INPUT", type=File(), help="同时列出这所学校哪些判定会变")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取")
def diff(old: str, new: str, school: Path | None, as_json: bool) -> None:
    """逐条比较两个版本。OLD、NEW 为标准文件、文件夹、学校自评文件（其所存的版本）或标准编号；不写 NEW 即本机现用的。"""
    from app.reports.diff_listing import diff_data, diff_lines
    from app.services.comparing import compare_editions

    comparison = compare_editions(loaded().rulebook, old, new, school)
    if as_json:
        click.echo(json.dumps(diff_data(comparison), ensure_ascii=False, indent=1))
        return
    for line in diff_lines(comparison):
        click.echo(line)


@click.command(cls=Command, epilog="示例：dabiao standards adopt 我校.dabiao --preview")
@click.argument("file", metavar="FILE.dabiao", type=File())
@click.option("--preview", is_flag=True, help="只列出会有哪些变化，不改动文件")
def adopt(file: Path, preview: bool) -> None:
    """使学校自评文件的最近一学年改按本机现有的版本判定，并列出变化。"""
    from app.reports.diff_listing import diff_lines
    from app.services.adoption import adopt_file

    program = loaded()
    adoption = adopt_file(file, program.rulebook, program.paths, preview)
    if not adoption.comparison.standards and not adoption.confirmations:
        click.echo("所存的版本与本机的相同，没有可采用的新版本，未改动")
        return
    for line in diff_lines(adoption.comparison):
        click.echo(line)
    for old, new in adoption.confirmations:
        click.echo(f"确认的数值 {old.indicator}：{old.value}（{old.by}）→ {new.value}（{new.by}）")
    click.echo("未改动（预览）" if preview else "已按以上版本判定，原版本留存备查")


#: In the order in which help lists them.
COMMANDS = (add, confirm, remove, diff, adopt)
