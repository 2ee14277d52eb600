import type { App } from '@slack/bolt';
import { z } from 'zod';
import { PatronError } from '../../domain/errors.ts';
import type { Answer } from '../../questions/answer.ts';
import { listRules } from '../../store/alert-rules.ts';
import { listSubscriptions } from '../../store/chat-subscriptions.ts';
import type { BotKit, Role } from '../kit.ts';
import { refusal } from '../refusal.ts';
import { type HomeContent, type HomePart, homeView, strangerView } from './home-view.ts';

const opened = z.object({ user: z.string(), tab: z.literal('home').nullish() });

/** How long what the home tells is good: people open it many times in a row. */
const freshMs = 60_000;

/** App Home: shown when somebody opens it. What it tells of the shop is made anew at most once a minute; who gets what is always as it stands. */
export function home(app: App, kit: BotKit): void {
  const content = contentOf(kit);
  const shown = new Map<string, Shown>();
  app.event('app_home_opened', async ({ event, client }) => {
    const { data } = opened.safeParse(event);
    if (!data) return;
    const { user } = data;
    const role = await kit.roleOf(user);
    const made = role && (await content(role === 'viewer' ? 'hidden' : 'shown'));
    const sent = { subscriptions: listSubscriptions(kit.store), rules: listRules(kit.store) };
    const now: Shown = { role, made, sent: JSON.stringify(sent) };
    // Slack keeps what was shown: the same needs no sending.
    if (isSame(shown.get(user), now)) return;
    const { timeZone } = kit;
    const view = role && made ? homeView(made, { role, timeZone, ...sent }) : strangerView(refusal.blocks);
    await client.views.publish({ user_id: user, view });
    shown.set(user, now);
  });
}

/** What a user's home was made of. */
interface Shown {
  readonly role: Role | undefined;
  readonly made: HomeContent | undefined;
  readonly sent: string;
}

function isSame(one: Shown | undefined, other: Shown): boolean {
  return one !== undefined && one.role === other.role && one.made === other.made && one.sent === other.sent;
}

type Names = 'shown' | 'hidden';

/** What the home tells, with and without names, each made at most once in a while. */
function contentOf(kit: BotKit): (names: Names) => Promise<HomeContent> {
  const made = new Map<Names, { readonly at: number; readonly content: Promise<HomeContent> }>();
  return (names) => {
    const now = kit.clock.now().getTime();
    const known = made.get(names);
    if (known && now - known.at < freshMs) return known.content;
    const content = makeContent(kit, names);
    made.set(names, { at: now, content });
    content.catch(() => made.delete(names));
    return content;
  };
}

async function makeContent(kit: BotKit, names: Names): Promise<HomeContent> {
  const { patron, clock } = kit;
  const madeAt = clock.now();
  const part = (answer: Promise<Answer>) => answer.catch((error: unknown) => missing(kit, error));
  const [{ isDemo }, week, data, model] = await Promise.all([
    patron.shop(),
    part(patron.digest({ names })),
    part(patron.ask('how old are the data', { names })),
    part(patron.backtest()),
  ]);
  return { isDemo, week, data, model, madeAt };
}

function missing({ onTrouble }: BotKit, error: unknown): HomePart {
  if (error instanceof PatronError) return { missing: error.message, hint: error.hint };
  onTrouble('A part of App Home could not be made.', error);
  return {
    missing: 'Not available: the fault is written down in the log of Patron.',
    hint: 'Open this page again in a minute.',
  };
}
