"""Questions in a notebook: a prediction to commit to, and the quiz.

Both are one small panel (question.js) that shows questions and sends which choice was committed. What is
right, and why, stays in the kernel until then: it is in no widget state, no cell and no stored output.
"""

import ast
import threading
from html import escape
from pathlib import Path
from string import ascii_uppercase

import anywidget
import ipywidgets
import traitlets
from markdown_it import MarkdownIt

from course.lab.page import script, view

from . import progress

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def inline(text):
    """Markdown as HTML, without the paragraph around it where it is a single one."""
    html = _markdown.render(text).strip()
    if html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>"):
        return html[3:-4]
    return html


class Panel(anywidget.AnyWidget):
    """The widget. `answers` holds, for each question, only what the learner has earned to see."""

    _esm = script(Path(__file__).with_name("question.js"))
    _css = Path(__file__).with_name("question.css")
    label = traitlets.Unicode().tag(sync=True)
    questions = traitlets.List().tag(sync=True)  # [{"text": html, "choices": [html, ...]}, ...]
    answers = traitlets.List().tag(sync=True)  # [{"tried": [index], "right": index or None, "feedback": html}]
    closing = traitlets.Unicode().tag(sync=True)  # the line below all of them
    again = traitlets.Unicode().tag(sync=True)  # what the button that starts over says; '' hides it


def nothing_yet():
    return {"tried": [], "right": None, "feedback": ""}


class Asked(ipywidgets.VBox):
    """What the two kinds of question share: the panel, its messages, and how it is stored."""

    def __init__(self, label, questions):
        self._questions = [(text, tuple(choices)) for text, choices in questions]
        self._panel = Panel(
            label=label,
            questions=[
                {"text": inline(text), "choices": [inline(choice) for choice in choices]}
                for text, choices in self._questions
            ],
        )
        self._busy = threading.RLock()  # callbacks may come on any thread
        super().__init__([self._panel])
        self._panel.on_msg(self._receive)

    def _receive(self, _, message, __):
        """A message from the page: {"commit": [question, choice]}, {"again": true}, or whether anybody is here."""
        with self._busy:
            if message.get("type") == "ping":
                return self._panel.send({"type": "here"})
            if message.get("again"):
                return self._start_over()
            match message.get("commit"):
                case [int(number), int(choice)] if 0 <= number < len(self._questions) and 0 <= choice < len(
                    self._questions[number][1]
                ):
                    self._commit(number, choice)

    def _with_notice(self, html):
        """Something to show, and what is to be said about the progress file."""
        notice = progress.current().take_notice()
        return html + (f"<p>{escape(notice)}</p>" if notice else "")

    def __repr__(self):
        return f"{self._panel.label}. Run this cell in JupyterLab to answer.\n\n{self._as_markdown()}"

    def _as_markdown(self):
        """The questions as they were written, for print and for whoever reads text only. It never holds an answer."""
        return "\n\n".join(
            "\n".join(
                [text.strip(), "", *(f"- {letter}. {choice}" for letter, choice in zip(ascii_uppercase, choices))]
            )
            for text, choices in self._questions
        )

    def _as_html(self):
        """The questions as plain HTML, for a page with no kernel behind it. It never holds an answer."""
        asked = "".join(
            f'<div>{_markdown.render(text).strip()}</div>\n<ol type="A">'
            + "".join(f"<li>{inline(choice)}</li>" for choice in choices)
            + "</ol>\n"
            for text, choices in self._questions
        )
        return (
            f"<p><strong>{escape(self._panel.label)}</strong></p>\n{asked}"
            f"<p><em>Run this cell in JupyterLab to answer.</em></p>"
        )

    _ipython_display_ = None  # or ipywidgets 7, which Colab has, would show itself by it, and no words

    def _repr_mimebundle_(self, **_):
        data, metadata = view(self, self._panel)
        stored = {
            "text/html": self._as_html(),
            "text/markdown": f"**{self._panel.label}**\n\n{self._as_markdown()}\n\n*Run this cell in JupyterLab to answer.*",
            "text/plain": repr(self),
        }
        return data | stored, metadata


class AskedPrediction(Asked):
    """One question, committed to once; then what was right, why, and the explorer that shows it."""

    def __init__(self, prediction, lesson, explorer=None):
        """explorer: a function that makes the widget to show after the commit, or None."""
        self._prediction, self._lesson, self._explorer = prediction, lesson, explorer
        super().__init__("Prediction", [(prediction.question, prediction.choices)])
        before = progress.current().latest("prediction", lesson, "id").get(prediction.id, {}).get("choice")
        if before in prediction.choices:
            self._reveal(prediction.choices.index(before))
        else:
            self._start_over()

    def _commit(self, number, choice):
        if self._panel.answers[0]["tried"]:
            return  # committed already, perhaps in another view of this cell
        asked = self._prediction
        progress.current().add(
            "prediction", lesson=self._lesson, id=asked.id, choice=asked.choices[choice], right=choice == asked.answer
        )
        self._reveal(choice)

    def _reveal(self, choice):
        asked = self._prediction
        verdict = "You were right." if choice == asked.answer else "Not this time; the right answer is marked."
        feedback = f"<p><strong>{verdict}</strong></p>" + _markdown.render(asked.because)
        shown, problem = self._show()
        self._panel.answers = [
            {"tried": [choice], "right": asked.answer, "feedback": self._with_notice(feedback + problem)}
        ]
        self._panel.again = "Answer again"
        self.children = [self._panel, *shown]

    def _show(self):
        """The explorer, in a list, and the HTML of what went wrong with it."""
        if self._explorer is None:
            return [], ""
        try:
            return [self._explorer()], ""
        except Exception as error:  # the answer still counts without its picture
            return [], f"<p>The picture could not be shown: {escape(str(error) or type(error).__name__)}.</p>"

    def _start_over(self):
        for shown in self.children[1:]:
            shown.close()
        self.children = [self._panel]
        self._panel.answers, self._panel.again = [nothing_yet()], ""
        self._panel.closing = self._with_notice("")


class AskedQuiz(Asked):
    """The lesson's questions. A wrong choice is answered with why, and another may be tried."""

    def __init__(self, quiz, lesson):
        self._quiz, self._lesson = quiz, lesson
        super().__init__("Quiz", [(asked.question, [choice.text for choice in asked.choices]) for asked in quiz])
        rounds = quiz_rounds(quiz, progress.current().of("quiz", lesson))
        self._round = max(rounds, default=1)
        self._tries = rounds.get(self._round, [[] for _ in quiz])
        self._show()

    def _commit(self, number, choice):
        asked, tried = self._quiz[number], self._tries[number]
        if choice in tried or any(asked.choices[earlier].right for earlier in tried):
            return
        tried.append(choice)
        progress.current().add(
            "quiz",
            lesson=self._lesson,
            round=self._round,
            question=asked.question,
            choice=asked.choices[choice].text,
            right=asked.choices[choice].right,
        )
        self._show()

    def _start_over(self):
        self._round += 1
        self._tries = [[] for _ in self._quiz]
        self._show()

    def _show(self):
        self._panel.answers = [self._answer(asked, tried) for asked, tried in zip(self._quiz, self._tries)]
        self._panel.again = "Start the quiz again" if any(self._tries) else ""
        self._panel.closing = self._with_notice(self._closing())

    def _answer(self, asked, tried):
        if not tried:
            return nothing_yet()
        last = asked.choices[tried[-1]]
        verdict = "<strong>Right.</strong>" if last.right else "<strong>Not this one.</strong>"
        why = inline(last.why)
        return {
            "tried": list(tried),
            "right": tried[-1] if last.right else None,
            "feedback": f"<p>{verdict} {why}</p>" if not why.startswith("<") else f"<p>{verdict}</p>{why}",
        }

    def _closing(self):
        done, right = settled(self._quiz, self._tries), score(self._quiz, self._tries)
        if done == len(self._quiz):
            return f"<p>You got <strong>{right} of {done}</strong> right at the first try.</p>"
        return f"<p>{done} of {len(self._quiz)} answered.</p>" if any(self._tries) else ""


# ---- the quiz from its records ----


def quiz_rounds(quiz, records):
    """{round: the choices tried for each question, in order}, from the records of one lesson's quiz.

    Questions and choices are known by their text: what was answered before the lesson was edited counts
    only where the words are still there.
    """
    numbers = {asked.question: number for number, asked in enumerate(quiz)}
    rounds = {}
    for record in records:
        number, round_ = numbers.get(_text(record, "question")), record.get("round")
        if number is None or not isinstance(round_, int):
            continue
        texts = [choice.text for choice in quiz[number].choices]
        if record.get("choice") in texts:
            rounds.setdefault(round_, [[] for _ in quiz])[number].append(texts.index(record["choice"]))
    return rounds


def _text(record, key):
    value = record.get(key)
    return value if isinstance(value, str) else None


def settled(quiz, tries):
    """How many questions have been answered rightly, at whichever try."""
    return sum(any(asked.choices[choice].right for choice in tried) for asked, tried in zip(quiz, tries))


def score(quiz, tries):
    """How many questions were right at the first try."""
    return sum(bool(tried) and asked.choices[tried[0]].right for asked, tried in zip(quiz, tries))


# ---- the explorer that a prediction shows ----


def explorer_call(text, package):
    """A function that makes what `show: name(key=value)` asks for, from a lesson's package.

    The text is read, never run: a name, a preset if there is one, and literal keyword arguments, nothing else.
    """
    wanted = (
        "wanted a call of one of the lesson's explorers with a preset or plain values, "
        "as in fit_a_line(w=40, b=-3800) or ravine('blows up')"
    )
    try:
        call = ast.parse(text.strip(), mode="eval").body
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or len(call.args) > 1:
            raise ValueError
        preset = [ast.literal_eval(argument) for argument in call.args]
        settings = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
        if None in settings or call.func.id.startswith("_") or not all(isinstance(name, str) for name in preset):
            raise ValueError
    except (SyntaxError, ValueError, TypeError):
        raise ValueError(f"`show: {text.strip()}` cannot be read; {wanted}") from None
    explorer = getattr(package, call.func.id, None)
    if not callable(explorer):
        raise ValueError(f"`show: {text.strip()}` names no explorer of {package.__name__}; {wanted}")
    return lambda: explorer(*preset, **settings)
