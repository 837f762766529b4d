"""Paint the pictures to compare with anew: `python -m tests.timeline.pictures`."""

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from tests.timeline.pictures import FOLDER, SUBJECTS, paint

application = QApplication(sys.argv)
for subject in SUBJECTS:
    paint(subject).save(str(FOLDER / f"{subject.name}.png"))
    print(subject.name)
