"""The finding page's answers: grouped by what one can do with them, narrowed by plain links."""

from mestieri.www.answering.asking import Asked, Where, read_asked
from mestieri.www.answering.beginnings import begun, nearest
from mestieri.www.answering.highlighting import highlight
from mestieri.www.answering.page import AnswerPage, answer_page
from mestieri.www.answering.understanding import Understanding, understand

__all__ = [
    "AnswerPage",
    "Asked",
    "Understanding",
    "Where",
    "answer_page",
    "begun",
    "highlight",
    "nearest",
    "read_asked",
    "understand",
]
