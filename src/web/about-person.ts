import { z } from 'zod';
import type { Answer } from '../questions/answer.ts';

const aboutPerson = z.object({ customerId: z.string() });

/** Whom an answer is about, as its figures say; undefined for an answer about nobody in particular. */
export function personOf({ data }: Answer): string | undefined {
  return aboutPerson.safeParse(data).data?.customerId;
}
