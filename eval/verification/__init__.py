"""How well sentences are checked against their passages: pairs of a claim and its evidence, meaning kept or broken."""
