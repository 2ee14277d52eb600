import type { LocalSlack } from '../tests/support/slack-server/open.ts';
import type { Delivery } from '../tests/support/slack-server/say.ts';
import { ids } from '../tests/support/slack-server/workspace.ts';

/** What a question took, ms: until Slack had its acknowledgement, and until the answer stood there; absent for one that never came. */
export interface Taken {
  readonly question: string;
  readonly ackMs: number;
  readonly answerMs?: number;
}

/** Slack takes one message a second in a channel: so many channels carry twenty questions a second with room. */
const places = 80;

/** What is asked, in turn. CUSTOMER stands for one of the shop. */
const questions = [
  'who is CUSTOMER?',
  'why CUSTOMER?',
  'who will buy?',
  'who is leaving?',
  'revenue last month',
  'is CUSTOMER leaving?',
  'what should I offer CUSTOMER?',
  'digest',
  'orders of CUSTOMER',
  'compare last month with the month before',
  'top customers',
  'segments',
  'what would change it for CUSTOMER?',
  'new customers last week',
  'revenue since 1 october',
  'whose next order is due?',
  'who moved?',
  'repeat rate',
  'cohorts',
  'forecast for the next 30 days',
  'suspicious orders',
  'how good is the model?',
  'how old are the data?',
  'high-value customers',
];

/** Adds the people and channels that ask. */
export function fillWorkspace({ workspace }: LocalSlack): void {
  for (let place = 0; place < places; place++) {
    const { id } = workspace.addPerson({ id: userAt(place), name: `Asker ${place}` });
    workspace.addChannel({ id: channelAt(place), name: `shop-${place}`, kind: 'public', members: [id, ids.botUser] });
  }
}

/** A question on its way. */
interface Asked {
  readonly question: string;
  readonly startedAt: number;
  readonly ackMs: number;
  readonly delivery: Delivery;
}

/** How long answers are waited for after the last question, ms. */
const patienceMs = 30_000;

/**
 * Asks `perSecond` questions for `seconds`, half of them in channels, the others in direct messages and by command. Answers are looked for when all is over, by
 * the times that the local Slack wrote down: looking meanwhile would take its processor.
 */
export async function ask(
  slack: LocalSlack,
  { perSecond, seconds, customers }: { perSecond: number; seconds: number; customers: readonly string[] },
): Promise<Taken[]> {
  const started = performance.now();
  const onTheirWay: Promise<Asked>[] = [];
  for (let number = 0; number < perSecond * seconds; number++) {
    const due = started + (number * 1000) / perSecond;
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    onTheirWay.push(askOne(slack, number, customers));
  }
  const asked = await Promise.all(onTheirWay);
  const until = performance.now() + patienceMs;
  for (;;) {
    const taken = asked.map((one) => takenBy(slack, one));
    if (performance.now() > until || taken.every(({ answerMs }) => answerMs !== undefined)) return taken;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function askOne(slack: LocalSlack, number: number, customers: readonly string[]): Promise<Asked> {
  const customer = customers[(number * 7) % customers.length] ?? '';
  const question = (questions[number % questions.length] ?? '').replace('CUSTOMER', customer);
  const startedAt = performance.now();
  const delivery = await deliver(slack, number, question);
  return { question, startedAt, ackMs: performance.now() - startedAt, delivery };
}

/** The bot's answer stands when it was posted, or when its stream was closed. */
function takenBy(slack: LocalSlack, { question, startedAt, ackMs, delivery }: Asked): Taken {
  const { channel, threadTs, user, after } = delivery;
  const answer = slack
    .messages(channel)
    .find(
      ({ isBots, ts, ephemeralTo, threadTs: thread }) =>
        isBots &&
        Number(ts) > Number(after) &&
        (ephemeralTo === undefined ? thread === threadTs : ephemeralTo === user),
    );
  if (!answer || answer.stream === 'open') return { question, ackMs };
  const closed = slack.calls.find(({ method, answer: said }) => method === 'chat.stopStream' && said?.ts === answer.ts);
  return { question, ackMs, answerMs: (closed?.at ?? answer.stoodAt) - startedAt };
}

function deliver({ say }: LocalSlack, number: number, text: string): Promise<Delivery> {
  const place = number % places;
  const [user, channel] = [userAt(place), channelAt(place)];
  // The way changes from round to round, so that every question goes every way.
  const way = (number + Math.floor(number / questions.length)) % 4;
  if (way < 2) return say.mention({ user, channel, text });
  return way === 2 ? say.dm({ user, text }) : say.command({ user, channel, text });
}

function userAt(place: number): string {
  return `U0LOAD${String(place).padStart(3, '0')}`;
}

function channelAt(place: number): string {
  return `C0LOAD${String(place).padStart(3, '0')}`;
}
