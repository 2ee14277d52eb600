/** The longest words of a vendor's that are kept. */
const longestWords = 200;

/** A vendor's own words about a refusal as they are kept: without addresses of people, and not too long. */
export function vendorWords(message: string): string {
  return message.replace(/[^\s"'<>]+@[^\s"'<>]+/g, '(an address)').slice(0, longestWords);
}
