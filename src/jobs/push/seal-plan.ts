import { createHash } from 'node:crypto';
import type { PushDraft, PushPlan, PushWrite } from '../../domain/push.ts';
import type { PushTarget } from '../../domain/push-place.ts';

/** Makes a draft a plan that can be approved: with its hash, and an id that no other plan has. The same writes have the same hash, whenever they are planned. */
export function sealPlan(
  draft: PushDraft,
  { madeAt, asOf, targets = ['hubspot'] }: { madeAt: number; asOf: number; targets?: readonly PushTarget[] },
): PushPlan {
  const hash = hashOfWrites(draft.writes);
  const id = `push-${sha256(`${hash} ${asOf} ${madeAt}`).slice(0, 8)}`;
  return { ...draft, id, madeAt, asOf, targets, hash };
}

/** SHA-256 of the canonical text of writes: one line of JSON each, what is there before included, so that a yes binds what it was shown. */
function hashOfWrites(writes: readonly PushWrite[]): string {
  return sha256(writes.map(writeText).join('\n'));
}

/** A write as one line of text: every value at its place, nothing left to the order of keys. */
export function writeText({ contactId, customerId, fields, lists, rules }: PushWrite): string {
  return JSON.stringify([
    contactId,
    customerId,
    fields.map(({ name, from, to }) => [name, from ?? null, to]),
    lists.map(({ name, change }) => [name, change]),
    rules,
  ]);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
