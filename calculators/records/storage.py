"""How the data is kept on the target; of its own, so that a calculator loads no records that it does not read."""

from typing import Literal

type Storage = Literal["block", "object"]
