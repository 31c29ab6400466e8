"""Help pages and usage messages of the command line, in Chinese."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from app.domain.school_year import SchoolYear
from app.domain.values import parse_date


class Day(click.ParamType[datetime.date]):
    """A date typed as 2026-11-21."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """Return the day, or end with a usage message."""
        if isinstance(value, datetime.date):
            return value
        day = parse_date(value)
        if day is None:
            self.fail(f"日期“{value}”无法识别，写作 2026-11-21", param, ctx)
        return day


class Year(click.ParamType[SchoolYear]):
    """A school year typed as 2026-2027."""

    name = "学年"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> SchoolYear:
        """Return the school year, or end with a usage message."""
        if isinstance(value, SchoolYear):
            return value
        year = SchoolYear.parse(value)
        if year is None:
            self.fail(f"学年“{value}”无法识别，写作 2026-2027", param, ctx)
        return year


class File(click.ParamType[Path]):
    """A path; what is wrong with it is told by whoever opens it."""

    name = "文件"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path as it is."""
        return value if isinstance(value, Path) else Path(value)


_NO_COMMAND = re.compile(r"""No such command ['"](.+)['"]""")
_PIECES = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 …", "[COMMAND] [ARGS]...": "[命令] …"}


class _Help(click.Command):
    """Help pages in Chinese; the command's docstring may end with an example."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self._usage(ctx)), prefix="用法：")

    def _usage(self, ctx: click.Context) -> Iterator[str]:
        for piece in self.collect_usage_pieces(ctx):
            yield _PIECES.get(piece, piece)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        found = [record for option in options if (record := option.get_help_record(ctx))]
        records = [(names, text.replace("[required]", "（必填）")) for names, text in found]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明"
        return option


class Command(_Help):
    """A command with a Chinese help page."""


class Group(_Help, click.Group):
    """A group of commands with a Chinese help page."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then commands."""
        super().format_options(ctx, formatter)
        commands = [
            (name, command) for name in self.list_commands(ctx) if (command := self.get_command(ctx, name))
        ]
        with formatter.section("命令"):
            formatter.write_dl([(name, command.get_short_help_str(60)) for name, command in commands])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return commands in the order in which they were added."""
        return list(self.commands)


Group.group_class = Group


def usage_message(error: click.UsageError) -> str:
    """Return what was wrong with the way a command was called, and where its help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message
    lines = [f"用法不对：{_fault(error)}"]
    if error.ctx is not None:
        lines += [error.ctx.get_usage(), f"说明：{error.ctx.command_path} --help"]
    return "\n".join(lines)


def _fault(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption(option_name=name):
            return f"没有选项 {name}"
        case click.MissingParameter(param=param):
            return f"缺少 {_name(param)}"
        case click.BadOptionUsage(option_name=name):
            return f"选项 {name} 后缺少内容"
        case click.BadParameter(param=param, message=message):
            return f"{_name(param)}：{message}"
        case _:
            return _plain_fault(error.message)


def _plain_fault(message: str) -> str:
    if unknown := _NO_COMMAND.match(message):
        return f"没有命令 {unknown[1]}"
    if any(char > "\u2e7f" for char in message):
        return message
    if "command" in message:
        return "缺少命令"
    return f"多余的内容{message[message.find('(') :].rstrip('.)')})" if "(" in message else "多余的内容"


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "参数"
    return param.opts[0] if isinstance(param, click.Option) else param.make_metavar(_context(param))


def _context(param: click.Parameter) -> click.Context:
    return click.Context(click.Command(param.name))
