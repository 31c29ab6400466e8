from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from app import errors

from .builders import make

TEXT = (Path(__file__).parents[2] / "docs" / "storage.md").read_text(encoding="utf-8")


def test_every_table_and_column_is_described(tmp_path: Path) -> None:
    with closing(Database(make(tmp_path / "学校.dabiao"))) as db:
        tables = {table.name: set(table.columns_dict) for table in db.tables}
    for table, columns in tables.items():
        described = next(line for line in TEXT.splitlines() if line.startswith(f"| `{table}` |"))
        assert table == "_sqlite_migrations" or all(
            f"`{column}`" in described for column in columns - {"seal"}
        )


def test_every_refusal_is_described() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.StorageError)
    ]
    assert all(f"`{kind.__name__}`" in TEXT for kind in kinds if kind is not errors.StorageError)


def test_the_measured_command_exists() -> None:
    assert "python -m bench.power_cut" in TEXT
    assert (Path(__file__).parents[2] / "bench" / "power_cut.py").exists()
