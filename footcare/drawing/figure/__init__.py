"""The parts of full figures, about 300 units high: builds, limbs, feet, hands and heads."""
