"""How the paragraphs of a booklet are set, all lengths from the size of its body. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gui.printing.flow_blocks import Shape

HANG_EM = 2.75
"""What is left free for numbers at the left of the text."""

BAR_EM = 0.15
"""Where the line beside a statement stands, right of the text's left edge."""

_CARD_EM = 1.25


@dataclass(frozen=True, slots=True)
class Shapes:
    """The paragraphs of one booklet; `hang_pt` is where its text begins in a column."""

    hang_pt: float
    cover: Shape
    cover_line: Shape
    cover_text: Shape
    part: Shape
    group: Shape
    title: Shape
    title_in_group: Shape
    meta: Shape
    standing: Shape
    small: Shape
    text: Shape
    first_text: Shape
    speaker: Shape
    quote: Shape
    paraphrase: Shape
    figure: Shape
    road: Shape
    entry: Shape
    remark: Shape
    contents_group: Shape
    contents_line: Shape
    question_kind: Shape
    question: Shape
    letter: Shape
    index_part: Shape
    index_kind: Shape
    index_line: Shape
    note: Shape
    copy: Shape


def shapes_for(body_pt: float, *, widest_number: int = 999) -> Shapes:
    """Return the paragraphs for a body of some size, with room for the numbers that are to hang beside them."""
    em = body_pt
    hang = em * max(HANG_EM, 0.62 * len(str(widest_number)) + 0.6)
    card = hang + em * _CARD_EM
    plain = Shape(em * 1.45, left_pt=hang)
    small = Shape(em * 1.24, left_pt=hang, above_pt=em * 0.25)
    in_card = replace(plain, left_pt=card)
    return Shapes(
        hang_pt=hang,
        cover=Shape(em * 3.1, left_pt=0, keep_next=True),
        cover_line=Shape(em * 1.5, above_pt=em * 0.15),
        cover_text=Shape(em * 1.62, above_pt=em * 0.9, right_pt=em * 2),
        part=Shape(em * 2.4, left_pt=hang, keep_next=True, keep_lines=True),
        group=Shape(em * 1.5, left_pt=hang, above_pt=em * 2.4, keep_next=True, keep_lines=True),
        title=Shape(em * 1.62, left_pt=hang, above_pt=em * 2.1, keep_next=True, keep_lines=True),
        title_in_group=Shape(em * 1.62, left_pt=hang, above_pt=em * 0.85, keep_next=True, keep_lines=True),
        meta=replace(small, above_pt=em * 0.15, keep_next=True),
        standing=replace(small, above_pt=em * 0.3, keep_next=True),
        small=small,
        first_text=replace(plain, above_pt=em * 0.6),
        text=replace(plain, above_pt=em * 0.45),
        speaker=replace(in_card, leading_pt=em * 1.3, above_pt=em * 0.95, keep_next=True, keep_lines=True),
        quote=replace(in_card, above_pt=em * 0.22),
        paraphrase=replace(in_card, above_pt=em * 0.22),
        figure=replace(in_card, leading_pt=em * 1.3, above_pt=em * 0.22),
        road=replace(in_card, leading_pt=em * 1.24, above_pt=em * 0.18),
        entry=Shape(em * 1.4, left_pt=hang, above_pt=em * 0.75),
        remark=replace(small, above_pt=em * 0.12),
        contents_group=Shape(em * 1.3, left_pt=hang, above_pt=em * 1.1, tail_pt=em * 3, keep_next=True),
        contents_line=Shape(em * 1.45, left_pt=hang, above_pt=em * 0.1, tail_pt=em * 3),
        question_kind=Shape(em * 1.3, left_pt=hang, above_pt=em * 1.5, keep_next=True, keep_lines=True),
        question=Shape(em * 1.4, left_pt=hang, above_pt=em * 0.5),
        letter=Shape(em * 1.5, above_pt=em * 1.1, keep_next=True),
        index_part=Shape(em * 2.4, keep_next=True, keep_lines=True),
        index_kind=Shape(em * 1.62, above_pt=em * 1.4, keep_next=True, keep_lines=True),
        index_line=Shape(em * 1.28, left_pt=em * 1.0, above_pt=em * 0.12),
        note=Shape(em * 1.08, left_pt=hang),
        copy=replace(small, above_pt=em * 0.35),
    )
