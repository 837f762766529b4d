import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gui.timeline.layout.ranks import Ranks

masks = st.lists(st.booleans(), max_size=300).map(lambda ones: np.array(ones, bool))


@given(masks)
def test_the_ones_before_each_place_are_counted(mask: np.ndarray) -> None:
    places = np.arange(len(mask) + 1)
    assert Ranks(mask).before(places).tolist() == [int(mask[:place].sum()) for place in places]


@given(masks)
def test_each_one_is_found_by_its_number(mask: np.ndarray) -> None:
    ones = np.flatnonzero(mask)
    assert Ranks(mask).kth(np.arange(len(ones))).tolist() == ones.tolist()
