"""Look-alikes of well-known public tables come to a sensible verdict: what is in them is found, and what is doubtful is said."""

import lookalikes
import pytest

from course.lessons import clinic
from course.lessons.clinic import table


@pytest.fixture
def written(tmp_path):
    def write(text, name="table.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def warnings(read, target):
    return " ".join(table.prepare(read, target).warnings)


def test_titanic(written):
    file = written(lookalikes.titanic())
    read = table.read(file)
    kinds = {column.name: column.kind for column in read.columns}
    assert kinds["PassengerId"] == "row numbers"
    assert {kinds[name] for name in ("Name", "Ticket", "Cabin")} == {"texts"}
    assert read.rows == 891 and read.column("Age").missing > 100 and not read.asks
    said = clinic.your_table.at(file, target="Survived")
    assert said.kind == "2 classes" and said.right > said.blind + 8 and "better than always" in said.verdict


def test_cars(written):
    file = written(lookalikes.cars(), "auto.data")
    read = table.read(file)
    assert read.rows == 398 and len(read.columns) == 9
    assert read.column("column 4").kind == "numbers" and 1 <= read.column("column 4").missing < 20
    assert read.column("column 9").kind == "texts"
    said = clinic.your_table.at(file, target="column 1")
    assert said.kind == "a number" and said.off < said.blind / 2 and "better than always" in said.verdict


def test_houses(written):
    file = written(lookalikes.houses())
    read = table.read(file)
    assert read.column("id").kind == "row numbers" and read.column("date").kind == "dates"
    assert read.column("price").values.max() > 1e6
    said = clinic.your_table.at(file, target="price")
    assert said.off < 0.6 * said.blind and "better than always" in said.verdict and "warning" in said.verdict
    assert "have dates" in warnings(read, "price")


def test_wine(written):
    file = written(lookalikes.wine())
    prepared = table.prepare(table.read(file))
    assert len(prepared.classes) == 6 and all(len(name) == 1 for name in prepared.classes)
    assert "exact copies" in " ".join(prepared.notes)
    assert "makes up" in " ".join(prepared.warnings) or "Too few rows" in " ".join(prepared.warnings)
    _, _, held = table.share_out(prepared, 1)
    rest = set(range(len(prepared.y))) - set(held.tolist())
    assert not {prepared.x[k].tobytes() for k in held} & {prepared.x[k].tobytes() for k in rest}
    said = clinic.your_table.at(file)
    assert 45 < said.right < 80 and said.right > said.blind


def test_air(written):
    file = written(lookalikes.air())
    read = table.read(file)
    assert read.rows == 2000 and read.column("Date").kind == "dates" and read.names[-1] == "AH"
    (ask,) = read.asks  # one question for all seven
    assert "Is −200 a number in 7 columns" in ask and "“CO(GT)”" in ask
    assert not table.read(file, na_values=[]).asks and table.read(file, na_values=[]).column("T").values.min() == -200
    assert all(
        read.column(name).values[~(read.column(name).values != read.column(name).values)].min() > -100
        for name in ("T", "NO2(GT)")
    )
    assert abs(read.column("Time").values.max() - 23) < 1e-9
    said = clinic.your_table.at(file, target="NO2(GT)")
    assert said.off < 0.8 * said.blind and "better than always" in said.verdict


def test_adult(written):
    file = written(lookalikes.adult(), "adult.data")
    read = table.read(file)
    assert read.rows == 2000 and read.column("column 2").missing > 60
    said = clinic.your_table.at(file)
    assert said.kind == "2 classes" and said.right > said.blind + 3 and "better than always" in said.verdict


def test_diabetes(written):
    file = written(lookalikes.diabetes())
    asks = table.read(file).asks
    assert len(asks) == 2 and all("Does 0 in" in ask for ask in asks)
    assert "BloodPressure" in asks[0] and "BMI" in asks[1]
    said = clinic.your_table.at(file, na_values={"BloodPressure": [0], "BMI": [0]})
    assert said.right > said.blind + 3 and "better than always" in said.verdict
