"""What each lesson promises: exercises that know the usual mistakes, predictions that can be shown, a quiz."""

import pytest

from course.practice.question import explorer_call


def test_each_exercise_accepts_its_solution_and_names_each_mistake(lesson):
    assert 2 <= len(lesson.lesson.source.exercises) <= 4
    assert lesson.lesson.faults() == []


def test_each_exercise_knows_at_least_three_mistakes(lesson):
    for name in lesson.lesson.source.exercises:
        assert len(lesson.lesson.exercise(name).misconceptions) >= 3


def test_there_is_something_to_predict_and_what_is_shown_exists(lesson):
    predictions = lesson.lesson.source.predictions
    assert len(predictions) >= 3
    for prediction in predictions.values():
        if prediction.show:
            live = explorer_call(prediction.show, lesson)()
            assert live.readouts


def test_the_right_answer_is_not_always_in_the_same_place(lesson):
    answers = [prediction.answer for prediction in lesson.lesson.source.predictions.values()]
    assert len(set(answers)) > 1


def test_the_quiz_has_five_questions_with_one_right_answer_each(lesson):
    quiz = lesson.lesson.source.quiz
    assert len(quiz) == 5
    for question in quiz:
        assert sum(choice.right for choice in question.choices) == 1, question.question
        assert all(choice.why for choice in question.choices)


def test_the_notebook_can_say_all_of_it(lesson):
    for name in ("check", "predict", "quiz", "answer"):
        assert callable(getattr(lesson, name))
    with pytest.raises(ValueError, match="has no prediction 'nonsense'"):
        lesson.predict("nonsense")
