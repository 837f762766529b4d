"""What every test of the window gets besides: a clipboard of its own."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication


@pytest.fixture(autouse=True)
def empty_clipboard() -> Iterator[None]:
    """Leave nothing on the clipboard: the one without a display would outlive Python, and take the process down."""
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()
