"""deck.md as slides.

A heading `#` begins a part and `##` a slide; its title is a sentence. Under it stand the slide's text and its evidence:

    ```{figure} ravine(lr=0.0646)       an explorer; its settings, or a preset in quotes: ravine("rings")
    focus: valley                       one panel, or a few, by name, drawn large
    quiet: yes                          no sliders and no numbers, because they give the answer away
    states:                             the first is shown, each press of the key brings the next
      creeps: lr=0.01                   settings, or a preset in quotes
      blows up: lr=1.1
    pin: creeps                         this state stays as a ghost; `pinned: lr=0.1` begins with one
    show: loss, factor                  which readouts stand under it (all, unless said)
    beside: yes                         the text stands to its right
    ```
    ```{ask} five_percent               a prediction of the lesson; `quiz 2` is its quiz's second question, and
    ```                                 `question:`, `choices:` and `answer: 2` inside the fence are the deck's own
    ```{code} covered                   Python of at most ten lines, run when the deck is made; its output waits
    ```{card}                           what stands on the exit card
    ```{join}                           how to get in: a link, its QR code, what to run

Formulas, lists and tables are Markdown. `[[words]]` are covered until the key lifts them, all of one line together.
The speaker's notes are a quotation, which begins with the minutes:

    > 2 min, in 25, late: ...           `in 25`: also on the path of 25 minutes; `only 90`: on no other;
                                        `4 in 90`: takes longer there; `late`: leave it out when time is short
    % 0.336 = parabola(lr=0.1).w        a number of this slide and where it comes from; see numbers.py
    % given: 1,024                      a number that is chosen, and not the result of anything

What follows the heading `# For the speaker` is on no slide.
"""

import ast
import difflib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from course.practice import source

PATHS = (25, 50, 90)
SPEAKER = "For the speaker"


class DeckError(ValueError):
    """What is wrong with a deck, and where: one sentence for its author."""


@dataclass(frozen=True)
class Figure:
    """An explorer in one or more states. A state is (name, settings, preset); the first is shown first."""

    line: int
    explorer: str
    states: tuple[tuple[str, dict], ...]
    focus: tuple = ()
    quiet: bool = False
    pinned: dict | None = None  # the ghost that it begins with
    pin: str = ""  # the state that becomes a ghost when the next one comes
    show: tuple[str, ...] = ()
    beside: bool = False


@dataclass(frozen=True)
class Ask:
    line: int
    question: str
    choices: tuple[str, ...]
    answer: int


@dataclass(frozen=True)
class Code:
    line: int
    text: str
    runs: bool
    covered: bool


@dataclass(frozen=True)
class Words:
    """Markdown."""

    line: int
    text: str


@dataclass(frozen=True)
class Card:
    line: int
    text: str


@dataclass(frozen=True)
class Join:
    line: int


@dataclass(frozen=True)
class Source:
    """A number as it is written, the expression it comes from ('' for one that is given), and where that stands."""

    line: int
    number: str
    expression: str = ""


@dataclass
class Slide:
    line: int
    title: str
    part: str
    number: int = 0
    pieces: list = field(default_factory=list)
    notes: str = ""
    notes_line: int = 0
    minutes: dict = field(default_factory=dict)  # path -> minutes; a path that leaves the slide out is not in it
    late: bool = False
    sources: list = field(default_factory=list)

    def of(self, kind):
        return [piece for piece in self.pieces if isinstance(piece, kind)]


@dataclass
class Deck:
    path: Path
    minutes: float
    questions: float
    slides: list
    speaker: str = ""  # Markdown for whoever teaches, on no slide
    lesson: object = None  # the LessonSource

    def on(self, path):
        """The slides of the path of so many minutes."""
        return [slide for slide in self.slides if path in slide.minutes]

    def late(self, path=50):
        """What may be left out when time is short: (slides, minutes)."""
        left = [slide for slide in self.on(path) if slide.late]
        return left, sum(slide.minutes[path] for slide in left)

    def fail(self, line, said):
        raise DeckError(f"{self.path}, line {line}: {said}")


def exists(folder):
    """Has the lesson in this folder a deck?"""
    return (Path(folder) / "deck.md").is_file()


def read(folder):
    """The Deck of a lesson's folder. Raises DeckError with the file and the line."""
    path = Path(folder) / "deck.md"
    text = path.read_text(encoding="utf-8")
    return Reader(path, text, source.read(folder)).deck()


class Reader:
    def __init__(self, path, text, lesson):
        self.path, self.lines, self.lesson = path, text.splitlines(), lesson

    def fail(self, line, said):
        raise DeckError(f"{self.path}, line {line}: {said}")

    def deck(self):
        about, at = self._about()
        self.slides, self.speaker, part = [], "", ""
        while at < len(self.lines):
            line = self.lines[at]
            if line.startswith("# "):
                part = line[2:].strip()
                if part == SPEAKER:
                    self.speaker = "\n".join(self.lines[at + 1 :]).strip()
                    break
            elif line.startswith("## "):
                self.slides.append(Slide(at + 1, line[3:].strip(), part))
            elif line.strip() and not self.slides:
                self.fail(
                    at + 1, f"{line.strip()!r} stands before the first slide; a slide begins with `## ` and its title"
                )
            elif line.strip():
                at = self._piece(at)
                continue
            at += 1
        if not self.slides:
            self.fail(1, "there is no slide; one begins with `## ` and its title")
        return self._noted(
            Deck(self.path, about["minutes"], about["questions"], self.slides, self.speaker, self.lesson)
        )

    def _about(self):
        """The front matter, and the line after it."""
        if not self.lines or self.lines[0].strip() != "---" or "---" not in self.lines[1:]:
            self.fail(1, "the front matter is missing; wanted `---`, `minutes: 42`, `questions: 8`, `---`")
        end = self.lines.index("---", 1)
        found = self._yaml("\n".join(self.lines[1:end]), 2)
        wanted = {"minutes", "questions"}
        if not isinstance(found, dict) or set(found) != wanted:
            self.fail(1, f"the front matter has {', '.join(found or {}) or 'nothing'}; wanted minutes and questions")
        return {key: self._minutes(value, 1) for key, value in found.items()}, end + 1

    def _noted(self, deck):
        for slide in deck.slides:
            if not slide.minutes:
                self.fail(
                    slide.line,
                    f"{slide.title!r} has no notes; wanted a quotation that begins with minutes: `> 2 min: ...`",
                )
        return numbered(deck)

    # ---- what stands on a slide ----

    def _piece(self, at):
        """Reads what begins on this line; returns the line after it."""
        line = self.lines[at]
        if line.startswith("%"):
            self._source(at + 1, line[1:].strip())
            return at + 1
        if line.startswith(("```", "~~~")):
            return self._fence(at)
        end = at
        quoted = line.startswith(">")
        while (
            end < len(self.lines)
            and self.lines[end].strip()
            and not self.lines[end].startswith(("#", "```", "~~~", "%"))
        ):
            if self.lines[end].startswith(">") != quoted:
                break
            end += 1
        block = self.lines[at:end]
        if quoted:
            self._notes(at + 1, [re.sub("^> ?", "", each) for each in block])
        else:
            self.slides[-1].pieces.append(Words(at + 1, "\n".join(block)))
        return end

    def _source(self, line, text):
        slide = self.slides[-1]
        if text.startswith("given:"):
            slide.sources += [Source(line, number.strip()) for number in text[6:].split(";")]
            return
        number, equals, expression = text.partition(" = ")
        if not equals:
            self.fail(line, f"got `% {text}`; wanted `% 0.336 = parabola(lr=0.1).w`, or `% given: 0.1; 0.2`")
        slide.sources.append(Source(line, number.strip(), expression.strip()))

    def _notes(self, line, lines):
        slide = self.slides[-1]
        if slide.minutes:
            self.fail(
                line, f"slide {slide.title!r} has a second quotation; its notes are one, with `>` on empty lines, too"
            )
        slide.notes_line = line
        head, colon, first = lines[0].partition(":")
        slide.minutes, slide.late = self._plan(line, head if colon else lines[0])
        slide.notes = "\n".join([first.strip(), *lines[1:]]).strip()
        if not slide.notes:
            self.fail(line, "the notes hold no more than minutes; wanted what the speaker says")

    def _plan(self, line, head):
        """``({path: minutes}, late)`` from "2 min, in 25, 4 in 90"."""
        wanted = "wanted `> 2 min: ...`, `> 2 min, in 25: ...`, `> 6 min, only 90: ...`, `> 1 min, 4 in 90, late: ...`"
        first, *marks = [word.strip() for word in head.split(",")]
        found = re.fullmatch(r"([\d.]+) min", first)
        if not found:
            self.fail(line, f"the notes begin with {head!r}; {wanted}")
        usual = self._minutes(found[1], line)
        minutes, late = {50: usual, 90: usual}, False
        for mark in marks:
            if mark == "late":
                late = True
            elif only := re.fullmatch(r"only (\d+)", mark):
                minutes = {self._path(only[1], line): usual}
            elif also := re.fullmatch(r"(?:([\d.]+) )?in (\d+)", mark):
                minutes[self._path(also[2], line)] = self._minutes(also[1], line) if also[1] else usual
            else:
                self.fail(line, f"got {mark!r} after the minutes; {wanted}")
        return minutes, late

    def _path(self, text, line):
        if int(text) not in PATHS:
            self.fail(line, f"there is no path of {text} minutes; there are {', '.join(map(str, PATHS))}")
        return int(text)

    def _minutes(self, value, line):
        try:
            return float(value)
        except (TypeError, ValueError):
            self.fail(line, f"got {value!r} minutes; wanted a number")

    # ---- fences ----

    def _fence(self, at):
        opening = re.match(r"(`{3,}|~{3,})\s*(?:\{(\w+)\}|(\w*))\s*(.*)$", self.lines[at])
        marks, kind, language, rest = opening.groups()
        end = next((n for n in range(at + 1, len(self.lines)) if self.lines[n].strip() == marks), None)
        if end is None:
            self.fail(at + 1, f"the fence {self.lines[at]!r} is never closed; end it with a line {marks}")
        body = "\n".join(self.lines[at + 1 : end])
        kinds = {"figure": self._figure, "ask": self._ask, "code": self._code, "card": self._card, "join": self._join}
        if kind not in kinds:
            got = kind or language or "no name"
            self.fail(at + 1, f"got a fence of {got!r}; wanted one of {', '.join('{' + k + '}' for k in kinds)}")
        self.slides[-1].pieces.append(kinds[kind](at + 1, rest.strip(), body))
        return end + 1

    def _yaml(self, text, line):
        try:
            return yaml.load(text, Loader=yaml.BaseLoader) or {}
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            at = line + (mark.line if mark else 0)
            self.fail(at, f"this is not YAML ({getattr(error, 'problem', None) or 'it cannot be read'})")

    def _figure(self, line, call, body):
        name, base = self._call(call, line)
        found = self._yaml(body, line + 1)
        known = ("focus", "quiet", "states", "pin", "pinned", "show", "beside")
        for key in found:
            if key not in known:
                self.fail(line, f"{name}: got `{key}:`; {_nearest(key, known)}")
        states = found.get("states", {"": ""})
        if not isinstance(states, dict):
            self.fail(line, f"{name}: got states {states!r}; wanted lines like `creeps: lr=0.01`")
        states = tuple((state, base | self._settings(text, line)) for state, text in states.items())
        pin = found.get("pin", "")
        pin = states[0][0] if pin == "yes" else pin
        if pin and pin not in dict(states):
            self.fail(line, f"{name}: `pin: {pin}` names no state; {_nearest(pin, dict(states))}")
        return Figure(
            line, name, states,
            focus=tuple(word.strip() for word in found["focus"].split(",")) if "focus" in found else (),
            quiet=self._yes(found, "quiet", line), beside=self._yes(found, "beside", line), pin=pin,
            pinned=base | self._settings(found["pinned"], line) if "pinned" in found else None,
            show=tuple(word.strip() for word in found["show"].split(",")) if "show" in found else (),
        )  # fmt: skip

    def _yes(self, found, key, line):
        value = found.get(key, "no")
        if value not in ("yes", "no"):
            self.fail(line, f"got `{key}: {value}`; wanted yes or no")
        return value == "yes"

    def _call(self, text, line):
        """The explorer's name and its settings; a preset stands under the key ''."""
        call = text if text.endswith(")") else f"{text}()"
        name, _, inside = call.partition("(")
        if not name.isidentifier():
            self.fail(line, f"got the figure {text!r}; wanted an explorer of the lesson, as in ravine(lr=0.1)")
        return name, self._settings(inside[:-1], line)

    def _settings(self, text, line):
        """{control: value} from "lr=0.1, steps=5"; a preset, with or without quotes, stands under the key ''."""
        if text and not re.search("[='\"]", text):
            return {"": text.strip()}
        try:
            call = ast.parse(f"f({text})", mode="eval").body
            settings = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
            presets = [ast.literal_eval(argument) for argument in call.args]
            if None in settings or len(presets) > 1 or not all(isinstance(preset, str) for preset in presets):
                raise ValueError
        except (SyntaxError, ValueError, TypeError):
            self.fail(line, f'got the settings {text!r}; wanted lr=0.1, steps=5 or a preset in quotes, "rings"')
        return {"": presets[0]} | settings if presets else settings

    def _ask(self, line, name, body):
        if not name:
            return self._own(line, body)
        if quiz := re.fullmatch(r"quiz (\d+)", name):
            if not 1 <= int(quiz[1]) <= len(self.lesson.quiz):
                self.fail(line, f"the quiz has {len(self.lesson.quiz)} questions; got {name!r}")
            asked = self.lesson.quiz[int(quiz[1]) - 1]
            right = [choice.right for choice in asked.choices].index(True)
            return Ask(line, asked.question, tuple(choice.text for choice in asked.choices), right)
        if name not in self.lesson.predictions:
            self.fail(line, f"the lesson has no prediction {name!r}; {_nearest(name, self.lesson.predictions)}")
        asked = self.lesson.predictions[name]
        return Ask(line, asked.question, asked.choices, asked.answer)

    def _own(self, line, body):
        found = self._yaml(body, line + 1)
        if not {"choices", "answer"} <= set(found) <= {"question", "choices", "answer"}:
            self.fail(
                line, f"a question has {', '.join(found) or 'nothing'}; wanted choices, answer and, perhaps, question"
            )
        choices = found["choices"]
        if not isinstance(choices, list) or not 2 <= len(choices) <= 5:
            self.fail(line, f"got the choices {choices!r}; wanted a list of two to five")
        if not found["answer"].isdecimal() or not 1 <= int(found["answer"]) <= len(choices):
            self.fail(line, f"got answer {found['answer']!r}; wanted a number from 1 to {len(choices)}")
        return Ask(line, found.get("question", ""), tuple(choices), int(found["answer"]) - 1)

    def _code(self, line, marks, body):
        if marks not in ("", "runs", "covered"):
            self.fail(line, f"got {{code}} {marks!r}; wanted {{code}}, {{code}} runs or {{code}} covered")
        try:
            ast.parse(body)
        except SyntaxError as error:
            self.fail(line + (error.lineno or 0), f"this is not Python ({error.msg})")
        return Code(line, body.rstrip(), runs=bool(marks), covered=marks == "covered")

    def _card(self, line, _marks, body):
        return Card(line, body.strip())

    def _join(self, line, _marks, _body):
        return Join(line)


def _nearest(name, known):
    """'did you mean `five_percent`? wanted one of ...': for a name that is not there."""
    near = difflib.get_close_matches(str(name), list(known), 1)
    return (
        f"did you mean {near[0]!r}? " if near else ""
    ) + f"there {'is' if len(known) == 1 else 'are'} {', '.join(known) or 'none'}"


def numbered(deck):
    """The deck with its slides numbered: those before the clock starts count as 0, so that the first that takes time is 1."""
    first = 1 if any(deck.slides[0].minutes.values()) else 0
    return replace(deck, slides=[replace(slide, number=number) for number, slide in enumerate(deck.slides, first)])


def on_path(deck, path):
    """The deck with the slides of one path only, numbered anew, and their minutes there."""
    slides = [replace(slide, minutes={path: slide.minutes[path]}) for slide in deck.on(path)]
    return numbered(replace(deck, slides=slides))
