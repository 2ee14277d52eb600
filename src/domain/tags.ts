/** Tags of one person, and letters of a tag, at most. */
export const tagLimits = { perPerson: 20, letters: 30 } as const;

/** A tag as it is kept: lower case without accents, letters, digits and single hyphens. Undefined where nothing is left or too much is. */
export function normaliseTag(text: string): string | undefined {
  const tag = text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return tag === '' || tag.length > tagLimits.letters ? undefined : tag;
}
