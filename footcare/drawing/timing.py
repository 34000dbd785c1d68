"""When each frame is reached within one repetition, for SMIL."""

from dataclasses import dataclass
from typing import Final

from footcare.drawing.picture import Picture

_EASE_IN: Final = ".4 0 1 1"
_EASE_OUT: Final = "0 0 .6 1"
_EVEN: Final = "0 0 1 1"
_BOTH: Final = ".4 0 .6 1"


@dataclass(frozen=True, slots=True)
class KeyTimes:
    frames: tuple[int, ...]  # which frame at each key time
    shares: tuple[float, ...]  # of the repetition, 0 to 1
    seconds: float

    @property
    def text(self) -> str:
        return ";".join(f"{share:.3f}".rstrip("0").rstrip(".") for share in self.shares)


def key_times(picture: Picture) -> KeyTimes:
    tempo, moments = picture.scene.tempo, picture.moments
    there = [moment.share for moment in moments]
    if picture.scene.motion == "cycle":
        return KeyTimes(tuple(range(len(moments))), tuple(there), tempo.up + tempo.down)
    last = len(moments) - 1
    seconds = [share * tempo.up for share in there]
    seconds += [tempo.up + tempo.hold + (1 - share) * tempo.down for share in reversed(there)]
    frames = [*range(last + 1), *range(last, -1, -1)]
    return KeyTimes(tuple(frames), tuple(second / tempo.whole for second in seconds), tempo.whole)


def splines(times: KeyTimes) -> str:
    """One for each step: gently off a rest, gently into it, evenly between."""
    steps = []
    rests = {0, len(times.frames) - 1}
    rests |= {i for i, (a, b) in enumerate(zip(times.frames, times.frames[1:], strict=False)) if a == b}
    rests |= {i + 1 for i in rests if i + 1 < len(times.frames) and times.frames[i] == times.frames[i + 1]}
    smooth = times.frames[0] == times.frames[-1]
    for i in range(len(times.frames) - 1):
        off, into = (i in rests and smooth), (i + 1 in rests and smooth)
        steps.append(_BOTH if off and into else _EASE_IN if off else _EASE_OUT if into else _EVEN)
    return ";".join(steps)
