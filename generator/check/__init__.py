"""Rules that figures and records must keep, each with a code, a passing and a failing case."""

from generator.check.book import RULES, check
from generator.check.rule import Rule
from generator.check.waivers import Waived, waivers

__all__ = ["RULES", "Rule", "Waived", "check", "waivers"]
