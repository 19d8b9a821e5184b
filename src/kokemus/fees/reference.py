"""The Finnish reference number (viitenumero): the payer repeats it, so that a payment finds its invoice.

Rule (Finance Finland, "Viitenumero ja viitteen tarkistus"): weights 7, 3, 1 from the right, check digit = what is
missing from the sum to the next full ten; 4–20 digits with the check digit; written in groups of five from the right.
"""

WEIGHTS = (7, 3, 1)
FIRST = 1000
SHORTEST, LONGEST = 3, 19  # digits without the check digit


def check_digit(base: str) -> str:
    """The check digit of a number; ValueError when it is not 1–19 digits."""
    if not (base.isascii() and base.isdigit() and len(base) <= LONGEST):
        raise ValueError(f"{base!r} is not 1–{LONGEST} digits")
    total = sum(int(digit) * WEIGHTS[n % 3] for n, digit in enumerate(reversed(base)))
    return str(-total % 10)


def make(number: int) -> str:
    """The reference number of the invoice with a running number (1, 2 …): at least 4 digits, in groups of five."""
    base = str(FIRST + number)
    return grouped(base + check_digit(base))


def grouped(digits: str) -> str:
    """Digits in groups of five from the right, as they are printed."""
    backwards = digits[::-1]
    return " ".join(backwards[n : n + 5] for n in range(0, len(digits), 5))[::-1]


def is_valid(reference: str) -> bool:
    """Whether a reference number, spaces allowed, has the right check digit."""
    digits = reference.replace(" ", "").lstrip("0")
    if not (digits.isascii() and digits.isdigit() and SHORTEST < len(digits) <= LONGEST + 1):
        return False
    return check_digit(digits[:-1]) == digits[-1]
