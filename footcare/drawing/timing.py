"""When each frame is reached within one repetition, for SMIL."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from footcare.drawing.picture import Picture

_OFF: Final = ".4 0 1 1"  # gently off a rest
_INTO: Final = "0 0 .6 1"  # gently into one
_BOTH: Final = ".4 0 .6 1"
_EVEN: Final = "0 0 1 1"


@dataclass(frozen=True, slots=True)
class KeyTimes:
    frames: tuple[int, ...]  # which frame at each key time
    shares: tuple[float, ...]  # of the repetition, 0 to 1
    seconds: float
    even: bool  # a cycle goes round without rest

    @property
    def attributes(self) -> str:
        """What every animated element of the picture carries."""
        repeated = f' dur="{self.seconds:g}s" repeatCount="indefinite"'
        if self.even:
            return repeated
        shares = ";".join(f"{share:.3f}".rstrip("0").rstrip(".") for share in self.shares)
        return f'{repeated} calcMode="spline" keyTimes="{shares}" keySplines="{self._splines()}"'

    def _splines(self) -> str:
        last = max(self.frames)
        steps = []
        for a, b in pairwise(self.frames):
            off, into = a in (0, last), b in (0, last)
            steps.append(_EVEN if a == b else _BOTH if off and into else _OFF if off else _INTO if into else _EVEN)
        return ";".join(steps)


def key_times(picture: Picture) -> KeyTimes:
    """There, a rest, and back; a cycle once round."""
    tempo = picture.scene.tempo
    there = [moment.share for moment in picture.moments]
    if picture.scene.motion == "cycle":
        return KeyTimes(tuple(range(len(there))), tuple(there), tempo.up + tempo.down, even=True)
    frames = list(range(len(there)))
    seconds = [share * tempo.up for share in there]
    seconds += [tempo.up + tempo.hold + (1 - share) * tempo.down for share in reversed(there)]
    return KeyTimes((*frames, *reversed(frames)), tuple(one / tempo.whole for one in seconds), tempo.whole, even=False)
