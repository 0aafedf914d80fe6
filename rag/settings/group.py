"""What every group of settings is."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Group(BaseModel):
    """Settings of one stage: nothing but what is named here, and unchangeable."""

    model_config = ConfigDict(extra="forbid", frozen=True)
