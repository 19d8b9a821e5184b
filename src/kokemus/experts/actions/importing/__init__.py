"""The old register's rows: looked at, answered about, carried over, undone, forgotten."""

from kokemus.experts.actions.importing.answering import (
    answer_columns,
    answer_row,
    answer_words,
    put_back,
    skip,
    take,
)
from kokemus.experts.actions.importing.carrying import CarriedOut, NothingToCarry, carry_out
from kokemus.experts.actions.importing.forgetting import drop, forget
from kokemus.experts.actions.importing.planning import (
    RowRefused,
    assign_columns,
    preview,
    start,
)
from kokemus.experts.actions.importing.undoing import Undone, undo

__all__ = [
    "CarriedOut",
    "NothingToCarry",
    "RowRefused",
    "Undone",
    "answer_columns",
    "answer_row",
    "answer_words",
    "assign_columns",
    "carry_out",
    "drop",
    "forget",
    "preview",
    "put_back",
    "skip",
    "start",
    "take",
    "undo",
]
