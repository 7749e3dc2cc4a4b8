"""Feature flags that the program asks for, under a key that nothing asked for before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdd_impact import late
from sdd_impact.detectors._declared import CODE, Found, newly_declared
from sdd_impact.model import Detector, Evidence, Scene, Signal

_KEY = r"[\"':`](?P<key>[A-Za-z][\w.:/-]{3,79})\b"
#: The calls that ask for a flag, by the libraries that have them. The key stands first, or behind the request or the user.
_ASKS = late.regex(
    rf"""(?:
        \.(?:bool|boolean|string|json|int|number|float)?_?[vV]ariation(?:_?[dD]etail)?\(                          # LaunchDarkly
      | \b(?:flag|switch|sample)_is_active\((?:\s*[\w.]+\s*,)?                                                       # waffle
      | \b(?:Flipper|Feature|Flag|FeatureFlags?|Features)\.(?:enabled\?|disabled\?|active\?|isEnabled|is_enabled|isActive|isOn|enabled)[ (]
      | \bFlipper\[
      | \bFeature::(?:active|inactive|for\([^)]*\)->active)\(                                                            # Pennant
      | \bIsEnabledAsync\(|\[FeatureGate\(
      | \b(?:get|use)Boolean(?:Flag)?(?:Value|Details)\(                                                                  # OpenFeature
      | \b(?:useFlag|useFeatureFlag|useFeatureIsOn|useFeature|useFeatureFlagEnabled|isFeatureEnabled|isFeatureOn|featureEnabled|hasFeatureFlag
          |is_feature_enabled|feature_enabled|feature_is_enabled|feature_flag_enabled|isFeatureFlagEnabled|getFeatureFlag)\??\(
      | \b(?:feature_?[fF]lags?|unleash\w*|posthog|growthbook|gb|flagsmith|ldClient|flags)\.(?:get|is_?[eE]nabled|enabled|is_?[oO]n|has|isFeatureEnabled|feature_enabled|hasFeature)\??\(
    )\s*{_KEY}""",
    re.VERBOSE,
)
_HINTS = (
    b"ariation",
    b"_is_active",
    b"Flipper",
    b"Feature",
    b"eature",
    b"lag",
    b"nleash",
    b"IsEnabledAsync",
    b"BooleanValue",
    b"growthbook",
)


def detect(scene: Scene) -> tuple[Signal, ...]:
    """Report the flags whose keys are new."""
    return tuple(
        Signal(
            "flag-added",
            Evidence(each.location, each.quote, f"the code asks for a new feature flag: {each.key}"),
            each.key,
            "",
            (each.key,),
            (("flag", each.key),),
        )
        for each in newly_declared(scene, CODE, _HINTS, _find)
    )


def _find(_path: str, text: str) -> Iterator[Found]:
    return (Found(found["key"], found.start()) for found in _ASKS.finditer(text))


DETECTOR = Detector("flag", ("flag-added",), detect)
