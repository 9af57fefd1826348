"""Rules that figures and records must keep, each with a code, a passing and a failing case."""

from tieout.check.book import RULES, check, check_across, check_issuer
from tieout.check.rule import Rule
from tieout.check.waivers import Waived, waivers

__all__ = ["RULES", "Rule", "Waived", "check", "check_across", "check_issuer", "waivers"]
