/** Where a question is answered. */
export function askAddress(question: string): string {
  return `/ask?q=${encodeURIComponent(question)}`;
}

/** Where a person's card is. */
export function personAddress(customerId: string): string {
  return `/people/${encodeURIComponent(customerId)}`;
}

/** Where people are looked up by words. */
export function peopleAddress(words: string): string {
  return words === '' ? '/people' : `/people?q=${encodeURIComponent(words)}`;
}
