import type { Patron } from '../patron.ts';

/**
 * Asks every question once, so that the view, the passes over all customers behind it and the compiled code are there before the first person asks. What
 * cannot be answered now is told to whoever asks it, not here.
 */
export async function warmUp(patron: Patron): Promise<void> {
  const [someone] = await patron.people('', { limit: 1 }).catch(() => []);
  if (!someone) return;
  await patron.digest({}).catch(() => undefined);
  for (const { examples } of await patron.questions().catch(() => [])) {
    const question = (examples[0] ?? '').replace('CUSTOMER', someone.customerId);
    await patron.ask(question, {}).catch(() => undefined);
  }
}
