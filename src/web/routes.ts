import { Hono } from 'hono';
import { PatronError } from '../domain/errors.ts';
import type { Patron } from '../patron.ts';
import { personOf } from './about-person.ts';
import { longestQuestion } from './ask-box.ts';
import { askPage } from './ask-page.ts';
import { backtestPage } from './backtest-page.ts';
import { faultPage, missingPage } from './fault-page.ts';
import { guard, type Served } from './guard.ts';
import { layout, type Page } from './layout.ts';
import { mostPeople, peoplePage } from './people-page.ts';
import { nobodyPage, personPage, plainPersonPage } from './person-page.ts';
import { pushRoutes } from './pushes/push-routes.ts';
import { icon, style } from './style.ts';
import { todayPage } from './today-page.ts';
import { welcomePage } from './welcome-page.ts';

/** Most valuable people that Today names. */
const namedToday = 5;

/** Every page of Patron. `onFault` is told of errors that are not Patron's own, since the page does not show them. */
export function pageRoutes(patron: Patron, { onFault }: { onFault: (error: unknown) => void }): Hono<Served> {
  const app = new Hono<Served>();
  const show = (page: Page, { isDemo }: { isDemo: boolean }) =>
    new Response(layout(page, { isDemo }), {
      status: page.status ?? 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
  const withOrders = async (page: () => Promise<Page>) => {
    const shop = await patron.shop();
    return show(shop.hasOrders ? await page() : welcomePage(), shop);
  };
  app.use(guard);
  app.get('/style.css', () => new Response(style, { headers: { 'content-type': 'text/css; charset=utf-8' } }));
  app.get('/icon.svg', () => new Response(icon, { headers: { 'content-type': 'image/svg+xml' } }));
  app.get('/', () => withOrders(() => today(patron)));
  app.get('/ask', ({ req }) => withOrders(() => ask(patron, req.query('q') ?? '')));
  app.get('/people', ({ req }) => withOrders(() => people(patron, req.query('q') ?? '')));
  app.get('/people/:id', ({ req }) => withOrders(() => person(patron, req.param('id'))));
  app.route('/pushes', pushRoutes(patron, withOrders));
  app.get('/backtest', () => withOrders(async () => backtestPage(await patron.backtest())));
  app.notFound(async () => show(missingPage(), { isDemo: await isDemo(patron) }));
  app.onError(async (error) => {
    if (!(error instanceof PatronError)) onFault(error);
    return show(faultPage(error), { isDemo: await isDemo(patron) });
  });
  return app;
}

async function today(patron: Patron): Promise<Page> {
  const [digest, people, verdict] = await Promise.all([
    patron.digest({}),
    patron.people('', { limit: namedToday }),
    verdictLine(patron),
  ]);
  return todayPage({ digest, people, verdict });
}

/** The verdict, or why there is none: a shop without a model still has a Today. */
async function verdictLine(patron: Patron): Promise<string> {
  try {
    return (await patron.backtest()).headline;
  } catch (error) {
    if (error instanceof PatronError) return `${error.message} ${error.hint}`;
    throw error;
  }
}

async function ask(patron: Patron, typed: string): Promise<Page> {
  const question = typed.trim().slice(0, longestQuestion);
  return askPage(question, await patron.ask(question, {}));
}

async function people(patron: Patron, typed: string): Promise<Page> {
  const words = typed.trim().slice(0, longestQuestion);
  return peoplePage(words, await patron.people(words, { limit: mostPeople }));
}

/** The card of exactly this id. A look-up forgives slips, an address must not: it would show somebody else. */
async function person(patron: Patron, customerId: string): Promise<Page> {
  const found = (await patron.people(customerId, { limit: mostPeople })).find((one) => one.customerId === customerId);
  if (!found) return nobodyPage(customerId);
  const title = found.name ?? customerId;
  const card = await patron.ask(`who is ${customerId}`, {});
  if (personOf(card) !== customerId) return plainPersonPage(title, card);
  return personPage({ title, card, why: await patron.explain(customerId, {}) });
}

/** Whether to say that the data are made up, on a page that says what went wrong: the shop itself may be what cannot be read. */
async function isDemo(patron: Patron): Promise<boolean> {
  try {
    return (await patron.shop()).isDemo;
  } catch {
    return false;
  }
}
