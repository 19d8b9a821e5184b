"""What an expectation of `<name>.expected.json` asks of a person, and what is wrong with that person if it fails."""

from tests.data.workbooks.accounting import digits, fold


def says(thing, text):
    """True if any of `a|b` is among the words said of a person, a row or the whole."""
    return any(fold(option) in said for option in text.split("|") for said in thing["text"])


def perspective_fits(found, wanted):
    """`found`: the perspectives of one topic. "both" may be left unknown for the coordinator, never made into one."""
    if wanted == "any":
        return bool(found)
    if wanted == "both":
        return found in ({"own", "close_one"}, {"unknown"})
    return bool(found) and found <= set(wanted.split("|"))


def topics_missing(person, wanted):
    return {code: person["topics"].get(code) for code, perspective in wanted.items()
            if not perspective_fits(person["topics"].get(code, set()), perspective)}  # fmt: skip


def kept_or(person, field, wanted):
    """Those of `wanted` (code to written words) that are neither read into `field` nor kept as words."""
    return {code for code, text in wanted.items() if code not in person[field] and not says(person, text)}


# what a key of the expectations asks of a person: a function that gives what is wrong, or something false
FACTS = {
    "given": lambda person, wanted: person["given"] != fold(wanted) and f"is {person['given']!r}",
    "family": lambda person, wanted: person["family"] != fold(wanted) and f"is {person['family']!r}",
    "name_kept": lambda person, wanted: [x for x in wanted if fold(x) not in person["name"] and not says(person, x)],
    "phones": lambda person, wanted: set(wanted) - person["phones"],
    "phone_or_kept": lambda person, wanted: [
        number for number in wanted
        if not any(digits(text) == number[-9:] or number in text.replace(" ", "") for text in person["text"])
    ],
    "emails": lambda person, wanted: set(wanted) ^ person["emails"],
    "email_or_kept": lambda person, wanted: not says(person, wanted) and "address lost",
    "place": lambda person, wanted: not says(person, wanted) and "place lost",
    "topics": topics_missing,
    "topics_or_kept": lambda person, wanted: kept_or(person, "topics", wanted),
    "roles": lambda person, wanted: set(wanted) - person["roles"],
    "services": lambda person, wanted: set(wanted) - person["services"],
    "languages": lambda person, wanted: set(wanted) ^ (person["languages"] & {"fi", "sv", "en", "ru"}),
    "language_or_kept": lambda person, wanted: kept_or(person, "languages", wanted),
    "protected": lambda person, wanted: person["protected"] != wanted and "protected is wrong",
    "remote_only": lambda person, wanted: person["remote_only"] != wanted and "remote only is wrong",
    "paused": lambda person, wanted: person["paused"] != wanted and "paused is wrong",
    "pause_until": lambda person, wanted: wanted not in person["until"] and (person["until"] or "no day"),
    "paused_or_asked": lambda person, wanted: not (person["paused"] or (person["asked"] and says(person, wanted))),
    "gone": lambda person, wanted: wanted not in person["state"] and not person["asked"] and person["state"],
    "refuses": lambda person, wanted: set(wanted) - person["refuses"],
    "refuses_not": lambda person, wanted: set(wanted) & person["refuses"],
    "refuses_or_kept": lambda person, wanted: kept_or(person, "refuses", wanted),
    "trained_year": lambda person, wanted: not says(person, str(wanted)) and "year lost",
    "kept": lambda person, wanted: [text for text in wanted if not says(person, text)],
}  # fmt: skip
READ_ELSEWHERE = {"exactly", "topics_or_asked"}


def complaints(person, facts):
    """What is wrong with a person, by the key of the expectation."""
    wrong = {key: FACTS[key](person, wanted) for key, wanted in facts.items() if key not in READ_ELSEWHERE}
    if "phones" in facts and "phone_or_kept" not in facts:
        wrong["numbers nobody wrote"] = person["phones"] - set(facts["phones"])
    if facts.get("exactly"):
        allowed = {
            code for key in ("topics", "topics_or_kept", "topics_or_asked") for code in facts.get(key, ())
        }
        wrong["topics nobody wrote"] = person["sure_topics"] - allowed
    return {key: problem for key, problem in wrong.items() if problem}


def name_words(name):
    """The words of a name without brackets and commas."""
    return name.replace(",", " ").replace("(", " ").replace(")", " ").split()
