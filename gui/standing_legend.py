"""The legend of standings: each sign with its word, or the signs alone where there is no room for words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.signs import STANDING_SIGNS
from gui.standing_signs import paint_standing, side_px
from gui.text import tooltip
from gui.theme import Theme

_BEHIND_SIGN_PX = 5.0
_BETWEEN_PX = 14.0


class StandingLegend(QWidget):
    """Draws what each sign means, as a tool tip too."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        words = [word for _, word in STANDING_SIGNS.values()]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Signs: " + ", ".join(words))
        self.setToolTip(tooltip("Signs, from left to right: " + ", ".join(words)))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the room of all signs with their words."""
        return QSize(round(self._width_px(with_words=True)) + 1, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Return the room of the signs alone."""
        return QSize(round(self._width_px(with_words=False)) + 1, self.fontMetrics().height())

    @property
    def has_words(self) -> bool:
        """Tell whether there is room for the words."""
        return self.width() >= self._width_px(with_words=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint signs and words."""
        painter = QPainter(self)
        palette, metrics, has_words = self._theme.palette, QFontMetricsF(self.font()), self.has_words
        painter.setPen(QColor(palette.muted))
        side, middle, x = side_px(metrics), self.height() / 2, 0.0
        for kind, (_, word) in STANDING_SIGNS.items():
            paint_standing(painter, kind, QPointF(x + side / 2, middle), side, palette)
            x += side + _BEHIND_SIGN_PX
            if has_words:
                width = metrics.horizontalAdvance(word)
                painter.drawText(QRectF(x, 0, width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, word)
                x += width + _BETWEEN_PX

    def _width_px(self, *, with_words: bool) -> float:
        metrics = QFontMetricsF(self.font())
        signs_px = len(STANDING_SIGNS) * (side_px(metrics) + _BEHIND_SIGN_PX)
        if not with_words:
            return signs_px - _BEHIND_SIGN_PX
        words_px = sum(metrics.horizontalAdvance(word) + _BETWEEN_PX for _, word in STANDING_SIGNS.values())
        return signs_px + words_px - _BETWEEN_PX
