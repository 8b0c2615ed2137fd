"""Tables of words that the search knows: abbreviations, words that tell nothing, and ways of spelling."""

from __future__ import annotations

from collections.abc import Mapping

# What an abbreviation in a job title nearly always means. An abbreviation with two usual meanings is left out.
# fmt: off
ABBREVIATIONS: Mapping[str, str] = {
    "asst": "assistant", "atty": "attorney", "avp": "assistant vice president",
    "bcba": "board certified behavior analyst", "ceo": "chief executive officer", "cfo": "chief financial officer",
    "chro": "chief human resources officer", "cio": "chief information officer", "cna": "certified nursing assistant",
    "coo": "chief operating officer", "coord": "coordinator", "cto": "chief technology officer", "dept": "department",
    "dev": "developer", "dir": "director", "dr": "doctor", "ecg": "electrocardiogram", "ekg": "electrocardiogram",
    "emt": "emergency medical technician", "engr": "engineer", "ent": "ear nose throat", "equip": "equipment",
    "er": "emergency room", "exec": "executive", "govt": "government", "hr": "human resources",
    "icu": "intensive care unit", "instr": "instructor", "jr": "junior", "lab": "laboratory",
    "lpn": "licensed practical nurse", "lvn": "licensed vocational nurse", "maint": "maintenance", "med": "medical",
    "mfg": "manufacturing", "mgmt": "management", "mgr": "manager", "ml": "machine learning",
    "mls": "medical laboratory scientist", "natl": "national", "np": "nurse practitioner", "ops": "operations",
    "prof": "professor", "qa": "quality assurance", "qc": "quality control", "rep": "representative",
    "rn": "registered nurse", "sdr": "sales development representative", "secy": "secretary", "sr": "senior",
    "sre": "site reliability engineer", "supv": "supervisor", "supvr": "supervisor", "svc": "service",
    "svp": "senior vice president", "swe": "software engineer", "tech": "technician", "univ": "university",
    "vp": "vice president", "xray": "x ray",
}
# fmt: on
STOP_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with")
)
# What people add to a job that tells nothing about it. It is left out where something else is left.
FILLER = (
    r"\b(?:(?:work|working) (?:from|at) home|(?:part|full) time|entry level|how to become|how do i become|"
    r"(?:jobs?|careers?|someone|somebody|people|a person) (?:with|in|for|who|that|where you))\b"
)

# Letters that sound alike, in the order in which they are replaced: "farmasist" sounds like "pharmacist".
PRONUNCIATION: Mapping[str, str] = {
    r"^p(?=[sn])|^k(?=n)|^w(?=r)": "",
    "sch": "sk", "ph": "f", "c[hk]": "k", "rh": "r", "gh": "g", "qu": "kw", "x": "ks",
    "c(?=[eiy])": "s", "c": "k", "z": "s", "y": "i", "[ao]e": "e", r"(.)\1+": r"\1",
}  # fmt: skip

# British spellings that are folded into American ones, within words and at their ends.
# Folding changes how a word is spelled, never which word is meant: "physiotherapist" stays. It is applied to what is
# typed and to what is searched alike, so that a word that it changes needlessly ("praise") still finds itself.
# "anaesthetist" is left out on purpose: in the United Kingdom it is a physician, in the United States a nurse.
# fmt: off
BRITISH_PARTS: Mapping[str, str] = {
    # "ae" and "oe" only in Greek and Latin roots, so that poets, shoes and aerospace stay what they are
    "haem": "hem", "aemi": "emi", "anaesthesi": "anesthesi", "anaesthetic": "anesthetic", "paed": "ped",
    "gynaec": "gynec", "archaeo": "archeo", "palaeo": "paleo", "caesar": "cesar", "faec": "fec", "aetiolog": "etiolog",
    "oesoph": "esoph", "oestrogen": "estrogen", "oedem": "edem", "foeta": "feta", "foetu": "fetu", "rrhoea": "rrhea",
    "pnoea": "pnea", "homoeo": "homeo", "manoeuvre": "maneuver", "aeroplane": "airplane",
    # "-our" word by word, for "hour", "tour" and "contour" are the same in both
    "behaviour": "behavior", "colour": "color", "labour": "labor", "honour": "honor", "favour": "favor",
    "harbour": "harbor", "humour": "humor", "neighbour": "neighbor", "tumour": "tumor", "vapour": "vapor",
    "armour": "armor", "odour": "odor", "flavour": "flavor", "savour": "savor", "endeavour": "endeavor",
    # "c" and "s" in nouns and verbs
    "licenc": "licens", "defence": "defense", "offence": "offense", "practis": "practic",
    # single words
    "aluminium": "aluminum", "artefact": "artifact", "catalogue": "catalog", "cheque": "check", "dialogue": "dialog",
    "draught": "draft", "enrolment": "enrollment", "fibre": "fiber", "grey": "gray", "instalment": "installment",
    "jewellery": "jewelry", "mould": "mold", "plough": "plow", "speciality": "specialty", "sulph": "sulf",
    "venepuncture": "venipuncture",
}
# fmt: on
BRITISH_ENDINGS: Mapping[str, str] = {
    r"programme(s?)$": r"program\1",  # but not "programmer"
    r"^(cent|theat|lit|calib|lust|spect|sab|(?:centi|milli|kilo)?met)re(s?)$": r"\1er\2",
    r"(...i|...y)s(e[drs]?|ers|ing|ations?|ational|able)$": r"\1z\2",  # organise, analyse
    r"(counsel|label|model|travel|channel|signal|cancel|fuel|level|panel|jewel|tunnel)l(ed|ing|ers?|ors?)$": r"\1\2",
}
