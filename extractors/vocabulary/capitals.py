"""ISO 3166-2 units that are a capital city, or that bear its name: a dateline there speaks for the whole country."""

from __future__ import annotations

from extractors.vocabulary.places import country_of

CAPITALS = frozenset(
    """AE-AZ AF-KAB AL-11 AO-LUA AR-C AT-9 AU-ACT AZ-BA BD-13 BE-BRU BG-22 BO-L BR-DF CA-ON CL-RM CN-BJ CO-DC CR-SJ
    CU-03 CZ-10 DE-BE DK-84 DO-01 DZ-16 EC-P EG-C ES-M ES-MD FI-18 FR-75 FR-75C FR-IDF GB-LND GE-TB GH-AA GR-I GT-01
    HN-FM HR-21 HU-BU ID-JK IE-D IL-JM IN-DL IQ-BG IR-23 IT-RM JM-01 JO-AM JP-13 KE-30 KG-GB KH-12 KR-11 KW-KU KZ-71
    LA-VT LB-BA LK-11 LY-TB MA-RAB MM-18 MX-CMX MY-14 MZ-MPM NG-FC NI-MN NL-NH NO-03 NP-BA PA-8 PE-LIM PE-LMA PH-00
    PK-IS PL-14 PS-JEM PT-11 PY-ASU QA-DA RO-B RS-00 RU-MOW SA-01 SE-AB SG-01 SN-DK SV-SS SY-DI TH-10 TJ-DU TN-11
    TR-06 TZ-02 UA-30 US-DC UY-MO UZ-TK VE-A VN-HN YE-SA ZA-GP""".split()
)


def written_at(code: str) -> str:
    """What a dateline tells: from the capital, reports are about the country; from elsewhere, the place itself."""
    return country_of(code) if code in CAPITALS else code
