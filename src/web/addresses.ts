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

/** Where a proposal or a push stands. */
export function pushAddress(id: string): string {
  return `/pushes/${encodeURIComponent(id)}`;
}

/** Where a work that was set going shows how far it is. */
export function workAddress(id: string): string {
  return `/pushes/work/${encodeURIComponent(id)}`;
}
