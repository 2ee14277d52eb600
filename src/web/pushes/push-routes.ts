import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Patron } from '../../patron.ts';
import { pushAddress, workAddress } from '../addresses.ts';
import type { Served } from '../guard.ts';
import type { Page } from '../layout.ts';
import { pushListPage } from './push-list-page.ts';
import { noPushPage, pushPage } from './push-page.ts';
import { workPage } from './work-page.ts';
import { Works } from './works.ts';

/** Whoever is at this machine has the keys of the shop: they are an approver, as at the terminal. */
const by = 'page';

/** Bytes of a form at most. */
const longestForm = 64 * 1024;

const words = z.array(z.string().min(1).max(200));
const form = z.discriminatedUnion('as', [
  z.object({ as: z.enum(['approve', 'reject']), hash: z.string().min(1) }),
  z.object({ as: z.literal('undo') }),
  z.object({ as: z.literal('leave-out'), fields: words, rules: words, customers: words }),
]);
type PushForm = z.infer<typeof form>;

const proposed = z.object({ id: z.string() });

/** The pages of what is written into the CRM: proposals, their approval, what was written, and the way back. `show` makes a response of a page. */
export function pushRoutes(patron: Patron, show: (page: () => Promise<Page>) => Promise<Response>): Hono<Served> {
  const app = new Hono<Served>();
  const works = new Works();
  const card = async (id: string): Promise<Page> => {
    const found = await patron.pushCard(id, { names: 'shown' });
    return found ? pushPage(found) : noPushPage(id);
  };
  const tooLong = () => new Response('That form is too long.\n', { status: 413 });
  app.use(bodyLimit({ maxSize: longestForm, onError: tooLong }));
  app.get('/', () => show(async () => pushListPage(await patron.pushes())));
  app.post('/', (context) => {
    const work = works.begin({ key: 'propose', title: 'Working out what would be written' }, async (onProgress) =>
      addressOf(await patron.push({ by, onProgress })),
    );
    return context.redirect(workAddress(work), 303);
  });
  app.get('/work/:work', async (context) => {
    const work = works.find(context.req.param('work'));
    if (!work) return context.redirect('/pushes', 303);
    const { end } = work;
    if (!end) return show(async () => workPage(work));
    if ('error' in end) throw end.error;
    return context.redirect(end.address, 303);
  });
  app.get('/:id', ({ req }) => show(() => card(req.param('id'))));
  app.post('/:id', async (context) => {
    const id = context.req.param('id');
    const read = formOf(await context.req.formData());
    if (!read) return context.redirect(pushAddress(id), 303);
    const work = works.begin({ key: `${id} ${read.as}`, title: titles[read.as] }, (onProgress) =>
      carryOut(patron, { id, form: read, onProgress }),
    );
    return context.redirect(workAddress(work), 303);
  });
  return app;
}

const titles: Readonly<Record<PushForm['as'], string>> = {
  approve: 'Checking the plan and writing it',
  reject: 'Rejecting the proposal',
  undo: 'Taking the push back',
  'leave-out': 'Working out what would be written',
};

/** Does what a form asks for, and gives the address of what came of it. */
async function carryOut(
  patron: Patron,
  asked: { readonly id: string; readonly form: PushForm } & Pick<Parameters<Patron['undoPush']>[0], 'onProgress'>,
): Promise<string> {
  const { id, form: read, onProgress } = asked;
  const progress = onProgress ? { onProgress } : {};
  switch (read.as) {
    case 'undo':
      return addressOf(await patron.undoPush({ id, by, ...progress }));
    case 'leave-out': {
      const { fields, rules, customers } = read;
      return addressOf(await patron.push({ by, instead: { id, leaveOut: { fields, rules, customers } }, ...progress }));
    }
    default:
      return pushAddress((await patron.decidePush({ id, hash: read.hash, as: read.as, by, ...progress })).id);
  }
}

function addressOf({ data }: { readonly data?: unknown }): string {
  const found = proposed.safeParse(data);
  return found.success ? pushAddress(found.data.id) : '/pushes';
}

/** A form as it was filled in; undefined for what no page of ours sends. */
function formOf(data: FormData): PushForm | undefined {
  const all = (name: string) => data.getAll(name).filter((value) => typeof value === 'string');
  const people = all('people').flatMap((typed) => typed.split(/\r?\n/));
  const read = form.safeParse({
    as: data.get('as'),
    hash: data.get('hash'),
    fields: all('field'),
    rules: all('rule'),
    customers: people.map((line) => line.trim()).filter((line) => line !== ''),
  });
  return read.success ? read.data : undefined;
}
