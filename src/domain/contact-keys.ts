import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** An e-mail address as it is compared: trimmed, lower case. Undefined where it is none. */
export function emailKey(email: string | null | undefined): string | undefined {
  const plain = email?.trim().toLowerCase();
  return plain !== undefined && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain) ? plain : undefined;
}

/** A phone number as it is compared: E.164 (`+4930123456`). `country` (ISO 3166) reads a number without a country code. Undefined where it is no valid number. */
export function phoneKey(phone: string | null | undefined, country?: string | null): string | undefined {
  if (!phone) return undefined;
  const region = country?.toUpperCase() ?? '';
  const known: CountryCode | undefined = isSupportedCountry(region) ? region : undefined;
  const parsed = parsePhoneNumberFromString(phone, known);
  return parsed?.isValid() ? parsed.number : undefined;
}

/** Whether two names cannot be of one person: both known, and no word in common (initials fit whole words). */
export function namesConflict(one: string | null | undefined, other: string | null | undefined): boolean {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  if (left.length === 0 || right.length === 0) return false;
  return !left.some((word) => right.some((candidate) => fits(word, candidate)));
}

function fits(one: string, other: string): boolean {
  if (one.length === 1 || other.length === 1) return one[0] === other[0];
  return one === other;
}

function wordsOf(name: string | null | undefined): string[] {
  return (name ?? '')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '');
}
