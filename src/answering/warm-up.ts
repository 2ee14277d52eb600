import type { Patron } from '../patron.ts';

/**
 * Asks everything that is asked often once, so that the view, the passes over all customers behind it and the compiled code are there before the first
 * person asks. What cannot be answered now is told to whoever asks it, not here.
 */
export async function warmUp(patron: Patron): Promise<void> {
  const [someone] = await patron.people('', { limit: 1 }).catch(() => []);
  if (!someone) return;
  await patron.digest({}).catch(() => undefined);
  for (const question of usualQuestions) {
    await patron.ask(question.replace('CUSTOMER', someone.customerId), {}).catch(() => undefined);
  }
}

const usualQuestions = [
  'who is CUSTOMER',
  'why CUSTOMER',
  'is CUSTOMER leaving',
  'who will buy',
  'who is leaving',
  'segments',
  'high-value customers',
  'top customers',
  'revenue last month',
  'compare last month with the month before',
  'new customers last month',
  'how good is the model',
];
