"""The rulebook of one assessment: this computer's, with the editions and confirmed values kept with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from app.catalog.confirmations import Applied, apply_confirmations
from app.catalog.packs import PacksRead, dangling, read_sound, unpacked
from app.domain.confirming import unconfirmed
from app.domain.editions import Kept, Matter, Notice, Pin, value_key
from app.domain.problem import Problem
from app.domain.rulebook import Rulebook
from app.domain.standard import Confirmation, Standard


@dataclass(frozen=True)
class Assembled:
    """What judges one assessment, and how it differs from what this computer has."""

    rulebook: Rulebook
    notices: tuple[Notice, ...]


def assemble(base: Rulebook, kept: Kept) -> Assembled:
    """Put what is kept with an assessment in the place of what this computer has; only what differs is parsed."""
    stated = {key: unconfirmed(standard) for key, standard in base.standards.items()}
    differing = {
        key: pin for key, pin in kept.pins.items() if key not in stated or stated[key].hash != pin.hash
    }
    packs, unreadable = _read(replace(base, standards=stated), differing)
    standards, left_out = fitting({**stated, **packs.standards})
    texts = {**base.texts, **{key: differing[key].text for key in packs.standards}}
    book = replace(base, standards=standards, texts={key: texts[key] for key in standards if key in texts})
    applied = apply_confirmations(_merged(base, kept), standards, book.facts)
    book = replace(book, standards=applied.standards, confirmations=applied.confirmations)
    told = [_told(pin, base) for key, pin in differing.items() if key in packs.standards]
    confirmed = _told_confirmations(base, kept, applied)
    return Assembled(book, (*told, *unreadable, *left_out, *confirmed))


def _read(base: Rulebook, pins: Mapping[str, Pin]) -> tuple[PacksRead, list[Notice]]:
    sound = read_sound(base, {key: partial(unpacked, f"{key}.yaml", pin.text) for key, pin in pins.items()})
    packs, faults = sound.packs, dict(sound.faults)
    for key, standard in list(packs.standards.items()):
        if key not in pins or standard.hash != pins[key].hash:
            faults[key] = [Problem("内容与其校验值不符")]
            del packs.standards[key]
        else:
            packs.standards[key] = replace(standard, added=pins[key].added)
    return packs, [
        _unreadable(key, pins[key], problems, base) for key, problems in faults.items() if key in pins
    ]


def _unreadable(key: str, pin: Pin, problems: list[Problem], base: Rulebook) -> Notice:
    known = base.standards.get(key)
    instead = f"改按本机的版本 {known.edition} 判定" if known else "未用于判定"
    text = f"{key} 版本 {pin.edition} 已不能读取（{problems[0].message}），{instead}"
    return Notice(Matter.UNREADABLE, key, text)


def fitting(standards: Mapping[str, Standard]) -> tuple[dict[str, Standard], list[Notice]]:
    """Leave out packs that name rows which the editions beside them do not have; say which."""
    kept, notices = dict(standards), list[Notice]()
    while missing := dangling(kept):
        for key, names in missing.items():
            text = f"{key} 引用的 {'、'.join(names)} 在所用的版本中没有，未用于判定；采用新版本后即可判定"
            notices.append(Notice(Matter.UNREADABLE, key, text))
            del kept[key]
    return kept, notices


def _merged(base: Rulebook, kept: Kept) -> tuple[Confirmation, ...]:
    """Return what is confirmed here and with the assessment; of one value the latter counts."""
    own = set(map(value_key, kept.confirmations))
    return (*kept.confirmations, *(item for item in base.confirmations if value_key(item) not in own))


def _told(pin: Pin, base: Rulebook) -> Notice:
    known = base.standards.get(pin.standard)
    if known is None:
        whence = (
            f"由{pin.added.by}于 {pin.added.on.isoformat()} 加入" if pin.added else "本机的程序没有这份标准"
        )
        return Notice(
            Matter.ONLY_HERE, pin.standard, f"{pin.standard} 版本 {pin.edition} 只在本文件中：{whence}"
        )
    if known.edition == pin.edition:
        text = (
            f"{pin.standard} 的版本 {pin.edition} 与本机的内容不同，按本文件所存的判定；请核对两者是否被改动"
        )
        return Notice(Matter.SAME_EDITION, pin.standard, text)
    text = f"{pin.standard} 本机的版本为 {known.edition}，本学年仍按所存的版本 {pin.edition} 判定，直到采用新版本"
    return Notice(Matter.NEWER, pin.standard, text)


def _told_confirmations(base: Rulebook, kept: Kept, applied: Applied) -> list[Notice]:
    here = {value_key(item): item for item in base.confirmations}
    notices = []
    for item in kept.confirmations:
        other = here.get(value_key(item))
        said = f"{item.indicator} 确认为 {item.value}（{item.by}，{item.on.isoformat()}，{item.text}）"
        if other is None:
            notices.append(Notice(Matter.ONLY_HERE, item.indicator, f"{said}，该确认只在本文件中"))
        elif other != item:
            text = f"{said}，本机确认为 {other.value}（{other.by}，{other.on.isoformat()}），按本文件的判定"
            notices.append(Notice(Matter.CONFIRMED_OTHERWISE, item.indicator, text))
    own = set(kept.confirmations)
    gone = [(item, problem) for item, problem in applied.refused if item in own]
    return [*notices, *(_gone(item, problem) for item, problem in gone)]


def _gone(item: Confirmation, problem: Problem) -> Notice:
    text = f"{item.indicator} 确认的数值 {item.value} 未采用：{problem.message}"
    return Notice(Matter.CONFIRMATION_GONE, item.indicator, text)
