import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SourceFormSubmission } from '../../src/domain/source-records.ts';
import type { Page, RejectedRecord } from '../contract.ts';
import type { HubspotClient } from './client.ts';
import { Cursors } from './pages.ts';
import { formsPosition, readPosition, writePosition } from './position.ts';

const submission = z.object({
  conversionId: z.string().min(1).optional(),
  submittedAt: z.number().int().positive(),
  pageUrl: z.string().nullish(),
  values: z.array(z.object({ name: z.string(), value: z.coerce.string() })),
});

interface Form {
  readonly id: string;
  readonly name?: string | undefined;
}

/** Pages of what was sent through forms since a moment (epoch ms), form by form. HubSpot gives the newest first: a form is done when older ones come. */
export async function* submissions(
  client: HubspotClient,
  { since, position }: { since: number; position?: string | undefined },
): AsyncGenerator<Page> {
  const start = readPosition(formsPosition, position);
  const forms = (await allForms(client)).filter(({ id }) => start === undefined || id >= start.form);
  for (const [index, form] of forms.entries()) {
    const after = form.id === start?.form ? start.after : undefined;
    const nextForm = forms[index + 1];
    yield* submissionsOf(client, form, { since, after, nextForm: nextForm?.id });
  }
}

/** All forms by id: an order that stays, so that a pull can go on with one of them. */
async function allForms(client: HubspotClient): Promise<Form[]> {
  const cursors = new Cursors(undefined);
  const forms: Form[] = [];
  let after: string | undefined;
  do {
    const reply = await client.forms({ after, doubt: cursors.doubt });
    forms.push(...reply.results);
    after = cursors.next(reply);
  } while (after !== undefined);
  return forms.sort((one, other) => (one.id < other.id ? -1 : 1));
}

async function* submissionsOf(
  client: HubspotClient,
  form: Form,
  { since, after: start, nextForm }: { since: number; after: string | undefined; nextForm: string | undefined },
): AsyncGenerator<Page> {
  const cursors = new Cursors(start);
  let after = start;
  do {
    const reply = await client.submissions(form.id, { after, doubt: cursors.doubt });
    if (!reply) return;
    const { records, rejected } = readSubmissions(form, reply.results);
    const isPast = records.some(({ submittedAt }) => submittedAt < since);
    after = isPast ? undefined : cursors.next(reply);
    const next = nextPosition(form.id, after, nextForm);
    const recent = records.filter(({ submittedAt }) => submittedAt >= since);
    yield { records: recent, rejected, warnings: [], ...(next === undefined ? {} : { next }) };
  } while (after !== undefined);
}

function nextPosition(form: string, after: string | undefined, nextForm: string | undefined): string | undefined {
  if (after !== undefined) return writePosition({ kind: 'forms', form, after });
  return nextForm === undefined ? undefined : writePosition({ kind: 'forms', form: nextForm });
}

function readSubmissions(
  form: Form,
  raws: readonly unknown[],
): { records: SourceFormSubmission[]; rejected: RejectedRecord[] } {
  const records: SourceFormSubmission[] = [];
  const rejected: RejectedRecord[] = [];
  for (const raw of raws) {
    const read = submission.safeParse(raw);
    if (read.success) records.push(mapSubmission(form, read.data));
    else {
      const [issue] = read.error.issues;
      const text = JSON.stringify(raw);
      rejected.push({ id: contentId(form.id, text), reason: `${issue?.path.join('.')}: ${issue?.message}`, raw: text });
    }
  }
  return { records, rejected };
}

function mapSubmission(
  form: Form,
  { conversionId, submittedAt, pageUrl, values }: z.infer<typeof submission>,
): SourceFormSubmission {
  const fields = Object.fromEntries(values.map(({ name, value }) => [name, value]));
  const email = fields.email?.trim();
  return {
    kind: 'form-submission',
    // Old submissions have no id of their own.
    id: conversionId ?? contentId(form.id, JSON.stringify([submittedAt, values])),
    updatedAt: submittedAt,
    formId: form.id,
    ...(form.name === undefined ? {} : { formName: form.name }),
    submittedAt,
    ...(email ? { email } : {}),
    ...(pageUrl ? { pageUrl } : {}),
    values: fields,
  };
}

function contentId(formId: string, content: string): string {
  return `${formId}:${createHash('sha256').update(content).digest('hex').slice(0, 24)}`;
}
