"""Look-alikes of well-known public tables: made by code, with their columns, their quirks and roughly their numbers."""

import io

import numpy as np


def titanic(rows=891, seed=0):
    """Passengers of a ship: an Id, names, gaps in the age, cabins that are mostly unknown."""
    rng = np.random.default_rng(seed)
    lines = ["PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Ticket,Fare,Cabin,Embarked"]
    for k in range(rows):
        pclass = rng.choice([1, 2, 3], p=[0.24, 0.21, 0.55])
        female = rng.random() < 0.35
        odds = 2.3 * female - 0.9 * (pclass - 2) - 1.1
        survived = int(rng.random() < 1 / (1 + np.exp(-odds * 1.2)))
        age = "" if rng.random() < 0.2 else f"{rng.gamma(6, 5):.0f}"
        fare = f"{np.exp(rng.normal(4.4 - 0.8 * pclass, 0.5)) * 4:.4f}"
        name = f'"Name{k}, {"Mrs" if female else "Mr"}. Some ""One"""'
        cabin = "" if rng.random() < 0.77 else f"{rng.choice(list('ABCDE'))}{rng.integers(1, 120)}"
        port = rng.choice(["S", "C", "Q", ""], p=[0.72, 0.188, 0.09, 0.002])
        lines.append(f"{k + 1},{survived},{pclass},{name},{'female' if female else 'male'},{age},{rng.integers(0, 3)},{rng.integers(0, 3)},A/{k * 37 % 5000} {k},{fare},{cabin},{port}")  # fmt: skip
    return "\n".join(lines) + "\n"


def cars(rows=398, seed=1):
    """Fuel consumption: no header, columns lined up by blanks, ? for missing, the car's name in quotes after a tab."""
    rng = np.random.default_rng(seed)
    lines = []
    for k in range(rows):
        cylinders = rng.choice([4, 6, 8], p=[0.53, 0.22, 0.25])
        weight = 1300 + 380 * cylinders + rng.normal(0, 250)
        power = 20 + 16 * cylinders + rng.normal(0, 8)
        year = rng.integers(70, 83)
        mpg = 46 - 0.0065 * weight + 0.6 * (year - 76) - 0.03 * power + rng.normal(0, 1.8)
        shown = "?     " if rng.random() < 0.015 else f"{power:.1f}"
        lines.append(f'{max(mpg, 9):.1f}   {cylinders}   {weight / 15:.1f}      {shown}      {weight:.0f}.      {rng.normal(15.5, 2.5):.1f}   {year}  {rng.integers(1, 4)}\t"make{k % 70} model{k}"')  # fmt: skip
    return "\n".join(lines) + "\n"


def houses(rows=1500, seed=2):
    """Sales of houses: ids, dates as 20141013T000000, prices in powers of ten at times, postal codes as numbers."""
    rng = np.random.default_rng(seed)
    lines = ["id,date,price,bedrooms,sqft_living,waterfront,grade,yr_built,zipcode,lat"]
    for _ in range(rows):
        living = int(np.exp(rng.normal(7.55, 0.4)))
        grade = int(np.clip(round(living / 500 + rng.normal(4, 0.8)), 3, 13))
        water, lat = int(rng.random() < 0.01), rng.normal(47.56, 0.14)
        price = 170 * living * np.exp(0.09 * (grade - 7) + 1.4 * (lat - 47.56) + 0.6 * water + rng.normal(0, 0.15))
        shown = "1.2e+06" if abs(price - 1.2e6) < 3e3 else f"{price:.0f}"
        lines.append(f"{rng.integers(10**6, 10**10)},2014{rng.integers(5, 13):02}{rng.integers(1, 29):02}T000000,{shown},{rng.integers(1, 6)},{living},{water},{grade},{rng.integers(1900, 2015)},{98001 + rng.integers(0, 199)},{lat:.4f}")  # fmt: skip
    return "\n".join(lines) + "\n"


def wine(rows=1599, seed=3):
    """Quality of red wine from 3 to 8: semicolons, names in quotes, few very good and very bad ones, exact copies."""
    rng = np.random.default_rng(seed)
    names = ["fixed acidity", "volatile acidity", "citric acid", "residual sugar", "chlorides", "density", "pH", "sulphates", "alcohol", "quality"]  # fmt: skip
    lines = [";".join(f'"{name}"' for name in names)]
    while len(lines) < rows + 1:
        alcohol, volatile, sulphates = rng.normal(10.4, 1.05), abs(rng.normal(0.53, 0.18)), abs(rng.normal(0.66, 0.16))
        taste = (
            5.64 + 0.45 * (alcohol - 10.4) - 1.6 * (volatile - 0.53) + 1.2 * (sulphates - 0.66) + rng.normal(0, 0.45)
        )
        quality = int(np.clip(round(taste), 3, 8))
        line = f"{rng.normal(8.3, 1.7):.1f};{volatile:.2f};{abs(rng.normal(0.27, 0.19)):.2f};{abs(rng.normal(2.5, 1)):.1f};{abs(rng.normal(0.087, 0.03)):.3f};{rng.normal(0.9967, 0.0018):.5f};{rng.normal(3.31, 0.15):.2f};{sulphates:.2f};{alcohol:.1f};{quality}"  # fmt: skip
        lines += [line] * (2 if rng.random() < 0.1 else 1)
    return "\n".join(lines[: rows + 1]) + "\n"


def air(rows=2000, seed=4):
    """Air in an Italian town, hour by hour: decimal commas, −200 for missing, two empty columns and a hundred empty rows."""
    rng, out = np.random.default_rng(seed), io.StringIO()
    out.write("Date;Time;CO(GT);PT08.S1(CO);NOx(GT);NO2(GT);T;RH;AH;;\n")
    level = 0.0
    for k in range(rows):
        level = 0.9 * level + rng.normal(0, 0.4)
        hour, day = k % 24, k // 24
        traffic = np.exp(0.5 * np.sin((hour - 9) / 24 * 2 * np.pi) + level * 0.4)
        numbers = [2 * traffic + rng.normal(0, 0.15), 1000 + 90 * traffic + rng.normal(0, 30), 160 * traffic + rng.normal(0, 10),
                   90 + 18 * traffic + rng.normal(0, 6), 18 + 8 * np.sin(day / 30), rng.normal(49, 15), rng.normal(1, 0.3)]  # fmt: skip
        shown = [-200 if rng.random() < 0.08 else value for value in numbers]
        cells = [f"{value:.1f}".replace(".", ",") if value != -200 else "-200" for value in shown]
        out.write(f"{day % 28 + 1:02}/{3 + day // 28:02}/2004;{hour:02}.00.00;{';'.join(cells)};;\n")
    return out.getvalue() + ";" * 10 + "\n" + (";" * 10 + "\n") * 100


def adult(rows=2000, seed=5):
    """Who earns more than 50,000 a year: no header, a blank after each comma, ? for missing."""
    rng, lines = np.random.default_rng(seed), []
    for _ in range(rows):
        years, age, hours = rng.integers(5, 17), rng.integers(17, 80), int(np.clip(rng.normal(40, 11), 5, 99))
        married, man = rng.random() < 0.47, rng.random() < 0.67
        odds = 0.38 * (years - 11) + 0.035 * (age - 40) + 0.03 * (hours - 40) + 2.1 * married - 2.7
        rich = rng.random() < 1 / (1 + np.exp(-odds))
        work = rng.choice(["Private", "Self-emp-not-inc", "State-gov", "?"], p=[0.75, 0.12, 0.07, 0.06])
        gain = 0 if rng.random() < 0.92 else int(rng.choice([7688, 3103, 99999 if rich else 2174]))
        lines.append(f"{age}, {work}, {rng.integers(20000, 400000)}, {years}, {'Married-civ-spouse' if married else 'Never-married'}, {'Male' if man else 'Female'}, {gain}, {hours}, {'>50K' if rich else '<=50K'}")  # fmt: skip
    return "\n".join(lines) + "\n\n"


def diabetes(rows=768, seed=6):
    """Who gets diabetes: zeros where blood pressure, skin or insulin were not measured."""
    rng, lines = np.random.default_rng(seed), ["Pregnancies,Glucose,BloodPressure,BMI,Age,Outcome"]
    for _ in range(rows):
        glucose, bmi, age = rng.normal(121, 30), abs(rng.normal(32, 7)) + 5, rng.integers(21, 70)
        odds = 0.045 * (glucose - 121) + 0.1 * (bmi - 32) + 0.03 * (age - 35) - 0.8
        pressure = 0 if rng.random() < 0.05 else round(np.clip(rng.normal(72, 11), 40, 122))
        shown = "0.0" if rng.random() < 0.02 else f"{bmi + 13:.1f}"
        lines.append(f"{rng.integers(0, 14)},{max(round(glucose), 44)},{pressure},{shown},{age},{int(rng.random() < 1 / (1 + np.exp(-odds)))}")  # fmt: skip
    return "\n".join(lines) + "\n"
