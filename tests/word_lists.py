"""Word lists: British forms and literary phrases, each with what plain American English has in their place."""

import re

# Words that end in "-ise" or "-yse" in American English too; every other such word is taken for a British one.
TRUE_ISE = re.compile(
    r"advertise|advise|anise|apprise|arise|braise|bruise|chastise|chemise|circumcise|clockwise|comprise"
    r"|compromise|concise|counterclockwise|crise|crosswise|cruise|demise|despise|devise|disfranchise"
    r"|disguise|edgewise|elementwise|enterprise|excise|exercise|expertise|franchise|guise|improvise|incise"
    r"|lengthwise|liaise|likewise|malaise|merchandise|mortise|noise|otherwise|pairwise|paradise|poise"
    r"|porpoise|praise|precise|premise|prise|promise|raise|reprise|revise|rise|stepwise|sunrise|supervise"
    r"|surmise|surprise|televise|tortoise|treatise|turquoise|unwise|upraise|uprise|vise|wise"
)
ENDS_IN_ISE = re.compile(r"(\w*[a-z]{2}is)(?:e|es|ed|ing|er|ers|able|ations?)")

# British forms by pattern, each with the American form. A pattern has to match a whole word.
BRITISH_WORDS = {
    r"(?!analyses)\w+lys(?:e|es|ed|ing|er|ers)": "-yze",
    r"(?:arm|behavi|misbehavi|cand|clam|col|demean|endeav|fav|ferv|flav|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|savi"
    r"|sav|splend|succ|tum|val|vap|vig|enam|discol)our\w*": "-or",
    r"(?:re|epi|hyper)?cent(?:re|res|red|ring)|(?:kilo|centi|milli|micro|nano)?metres?|(?:milli|deci)?litres?"
    r"|fibres?|theatres?|calibre|sabres?|spectres?|sombre|meagre|lustre|ochre|titres?|goitres?|sepulchre": "-er",
    r"catalogu\w+|analogues?|homologues?": "-og",
    r"\w*an?aem\w*|\w*anaesth\w+|caesarean|caec\w+|coeliac|\w+rrhoea|encyclopaed\w+|faec\w+|f(?:oe)t\w+|gynaec\w+"
    r"|haem\w+|\w+aemi[ac]s?|homoeo\w+|manoeuv\w+|oedema\w*|oesoph\w+|oestr\w+|orthopaed\w+|paed\w+|palaeo\w+"
    r"|\w+pnoea|aetiolog\w+|aeroplanes?|mediaeval": "e for ae and oe",
    r"(?:bevel|cancel|channel|chisel|counsel|dial|duel|enamel|equal|fuel|funnel|grovel|initial|jewel|label|level|libel"
    r"|marshal|marvel|model|panel|parcel|pedal|pencil|quarrel|refuel|relabel|remodel|revel|rival|shovel|shrivel|signal"
    r"|spiral|stencil|swivel|total|towel|travel|trowel|tunnel|unlabel|unravel|yodel)l(?:ed|ing|ings|er|ers|or|ors|ous)"
    r"|jewellery|woollen|councillors?": "a single l",
    r"enrol|enrols|enrolments?|fulfil|fulfils|fulfilments?|instals?|instalments?|instil|distil|skilful\w*|wilful\w*"
    r"|appal|enthral": "a doubled l",
    r"licences?|defences?|offences?|pretences?|self-defence": "-ense",
    r"practis\w+": "practice",
    r"programmes?": "program",
    r"whilst|amongst|amidst": "while, among, amid",
    r"(?:mis)?learnt|spelt|misspelt|burnt|dreamt|leant|leapt|spoilt|spilt|smelt|dwelt|knelt": "-ed",
    r"towards|afterwards|backwards|upwards|downwards|onwards|outwards|inwards": "without the s",
    r"grey\w*": "gray",
    r"tyres?|kerbs?|cheques?|chequer\w*|pyjamas|plough\w*|draughts?|gaol|tonnes?|(?:kilo)?grammes?|aluminium|sulph\w+"
    r"|mould\w*|moult\w*|smoulder\w*|moustaches?|storeys?|yoghurt|cosy|cosier|annexe|furore|molluscs?|sceptic\w*"
    r"|artefacts?|judgements?|acknowledgements?|ageing|sizeable|liveable|speciality|specialities|orientated"
    r"|disorientated|enquir\w+|connexions?|inflexions?|focuss\w+|benefitt\w+|biassed|maths|mum|fortnight\w*"
    r"|venepunctures?|practitioner-led|anticlockwise|cookery|lorry|lorries|postcodes?": "an American word",
    r"travell\w+": "travel-",
}
BRITISH_PHRASES = {
    r"\bper cent\b": "percent",
    r"\bco-(?:operat|ordinat)\w+": "without the hyphen",
    r"\bfull stops?\b": "period",
    r"\bdriving licen[cs]e": "driver's license",
    r"\bfor ever\b": "forever",
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{4}\b": "month day, year",
    r"\d[\u00a0\u202f ]%(?! ?[\w(])": "no space before the percent sign",
}

# Literary or private words, and the ordinary word for each. A pattern has to match a whole word, also one in a name.
QUAINT_WORDS = {
    r"(?:un)?soundness|unsound": "valid, validity, invalid",
    r"mend|mends|mended|mending": "fix",
    r"salvag\w+": "recover, or what is done",
    r"beware": "warning",
    r"nearness": "similarity",
    r"seeming\w*": "guess, detect",
    r"spool\w*": "spill file, buffer",
    r"harmless\w*": "sanitized",
    r"strangers?": "outside, user's",
    r"gainsay\w*": "contradict",
    r"caveats?": "warning",
    r"blockers?": "obstacle",
    r"goodbye|farewell|manners|guests?": "an ordinary word",
    r"thereof|hereof|wherein|whereof|henceforth|heretofore|forthwith|naught|nought|thrice|whence|whither|thither|hither"
    r"|lest|betwixt|ere|oft|hitherto|therein|thereupon|whosoever|whatsoever|howsoever"
    r"|twain|yonder|albeit": "a modern word",
}
# Sentences of the program and the docs that were replaced, and their kind.
QUAINT_PHRASES = {
    r"\band leave\.": "and exit.",
    r"Show one role, whole|whole or not at all|taken? whole\b": "everything, completely",
    r"\broles there are\b": "all roles",
    r"typos and all|like words\b|words of a duty|all words, among others": "typos, similar spelling",
    r"never picks one for you": "it lists the matches",
    r"\broles are near\b|\bcomes near\b|near to it\b": "similar",
    r"Say which role is right for you": "see which job fits you",
    r"store away\b": "delete",
    r"\bif not said\b|\bis not said\b|\bare not said\b": "default",
    r"names or summary hold": "contain",
    r"At most so many": "maximum",
    r"The role that one comes from": "your current job",
    r"The way back as well": "the reverse move",
    r"\bA sound one\b|\bsound (?:dataset|data|file|store|record)s?\b|\b(?:is|are|not) sound\b": "valid",
    r"\b(?:one|only one) role is named": "name at least two",
    r"is no answer to": "is not one of the choices for",
    r"\bfits \d+ roles": "could mean",
    r"\b(?:to be|may be|be) had\b": "available",
    r"there is none: `import": "not set up yet",
    r"as (?:little|much) as may be": "as possible",
    r"How long may it take": "how long are you willing",
    r"mostly a year or so": "usually about a year",
    r"that is no part of": "outside",
    r"should grow, by": "should grow at least",
    r"\d points?, [\d.]+ before\b": "ahead of",
    r"\b(?:is|are|was|were|be|been|not|been|ever|also) told\b(?! (?:apart|from)\b)"
    r"|\btold (?:of|to the)\b": "known, reported",
    r"Nothing was asked for": "you skipped every question",
    r"of the duties with patients": "share of listed duties involving patients",
    r"must meet legal conditions": "require a license or certification",
    r"\blead for [A-Z]": "most work in",
    r"programs to it take": "programs take",
    r"In the way\b|Clear of\b|On one's feet|\bIn words\b|(?<=\")Stops\b": "Obstacles, Not needed, Standing",
    r"which is not to say": "but there may be",
    r"29 really are|really are, \d|within noise, \d": "clearly higher",
    r"which is not never": "not mentioned in our sources",
    r"known to differ for real": "clearly differs",
    r"are there as well": "more",
    r"those alone whom|whom it asked": "not available",
    r"Ranked are": "compared with",
    r"learns nothing from": "does not use",
    r"nobody said so": "skipped",
    r"may want or demand|approved their papers|usual way in\b|living people|from place to place": "plain wording",
    r"The latter is\b|no official statistic knows": "the second name",
    r"What an occupation is without": "what data is missing",
    r"refuses programs": "blocks scripted downloads",
    r"tells every fault|every fault at once|\bno fault\b|\bfaults? of (?:ours|this|a file)": "problem",
    r"all or nothing": "completely or not at all",
    r"gives? way\b|makes? up for nothing|for want of\b|by the way side|in the making": "an ordinary phrase",
}

# Words that no module, class, function, parameter or variable is named with, alone or in a longer name.
QUAINT_NAMES = re.compile(
    r"asking|beware|blocker|blockers|caveat|caveats|door|gainsay|glance|harmless|likeness|mend|mended"
    r"|nearness|salvage|seeming|sound|soundness|spool|spooled|stranger|strangers|told|unsound|whence"
    r"|whereabouts"
)
