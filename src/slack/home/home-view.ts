import type { HomeView, KnownBlock } from '@slack/types';
import { watchedWords } from '../../domain/watched-words.ts';
import type { Answer } from '../../questions/answer.ts';
import type { AlertRule } from '../../store/alert-rules.ts';
import type { Subscription } from '../../store/chat-subscriptions.ts';
import { buttons, context, divider, header } from '../blocks/blocks.ts';
import { page } from '../blocks/message.ts';
import { bold, bullets, channelLink, emoji, facts, mention, paragraph, type Span } from '../blocks/rich-text.ts';
import type { Role } from '../kit.ts';

/** A part of the home: an answer, or in words why there is none. */
export type HomePart = Answer | { readonly missing: string; readonly hint: string };

/** What the home tells, the same for all who may see the same. */
export interface HomeContent {
  readonly isDemo: boolean;
  readonly week: HomePart;
  readonly data: HomePart;
  readonly model: HomePart;
  readonly madeAt: Date;
}

/** Who opens it, and what is sent on its own. */
export interface HomeReader {
  readonly role: Role;
  readonly timeZone: string;
  readonly subscriptions: readonly Subscription[];
  /** What the channels with alerts are told of. */
  readonly rules: readonly AlertRule[];
}

/** What most ask, with words for the button. */
const usual = [
  ['Who is leaving?', 'who is leaving'],
  ['Who will buy?', 'who will buy'],
  ['Last month', 'revenue last month'],
  ['Best customers', 'top customers'],
  ['What can I ask?', 'help'],
] as const;

/** App Home: the week, the data, the model, who gets what, what to ask. What is changed there is for approvers. */
export function homeView({ isDemo, week, data, model, madeAt }: HomeContent, reader: HomeReader): HomeView {
  return {
    type: 'home',
    blocks: page([
      isDemo ? paragraph(emoji('test_tube'), ' This is a demo shop: its people and orders are made up.') : undefined,
      ...weekBlocks(week),
      buttons(usual.map(([text, value], index) => ({ text, actionId: `ask:${index}`, value }))),
      divider(),
      header('What it stands on'),
      ...dataBlocks(data),
      ...modelBlocks(model),
      divider(),
      ...sendingBlocks(reader, madeAt),
      context(`As of ${dayAndTime(madeAt, reader.timeZone)}. Open this page again for news.`),
    ]),
  };
}

/** App Home of somebody without a role. */
export function strangerView(refusal: readonly KnownBlock[]): HomeView {
  return { type: 'home', blocks: [...refusal] };
}

/** The digest in short: its sentence, its things to look at by their titles, and the way to the whole. */
function weekBlocks(week: HomePart): (KnownBlock | undefined)[] {
  if ('missing' in week) return [paragraph(bold('This week  '), week.missing), context(week.hint)];
  const titles = week.items?.map(({ title, words }): Span[] => [bold(title), `  ${words}`]) ?? week.lines ?? [];
  return [
    paragraph(bold(week.headline)),
    week.period === undefined ? undefined : context(week.period),
    bullets(titles, 5),
    buttons([{ text: 'The whole digest', actionId: 'ask:digest', value: 'digest', style: 'primary' }]),
  ];
}

/** How fresh and how good the data are; the connected systems in sentences, as App Home knows no tables. */
function dataBlocks(data: HomePart): (KnownBlock | undefined)[] {
  if ('missing' in data) return missingBlocks('Data', data);
  const systems = data.table?.rows.map(([name = '', at = '', outcome = '']) => ({
    label: name,
    value: `${at}: ${outcome}`,
  }));
  const known = (data.facts ?? []).filter(({ label }) => label !== 'Model');
  return [
    paragraph(bold('Data'), `  ${data.headline}`),
    facts([...known, ...(systems ?? [])]),
    bullets(data.lines ?? [], 4),
  ];
}

/** The verdict, and what it rests on; how it was reached is the answer to a question. */
function modelBlocks(model: HomePart): (KnownBlock | undefined)[] {
  if ('missing' in model) return missingBlocks('Model', model);
  const { headline, facts: figures = [], caution, basis } = model;
  return [
    paragraph(bold('Model'), `  ${headline}`),
    facts(figures.filter(({ label }) => label === 'Judged on')),
    caution === undefined ? undefined : paragraph(emoji('warning'), ` Careful: ${caution}`),
    context(`Fitted on ${basis}`),
    buttons([{ text: 'How good is it?', actionId: 'ask:model', value: 'how good is the model' }]),
  ];
}

function missingBlocks(
  title: string,
  { missing, hint }: Extract<HomePart, { missing: string }>,
): (KnownBlock | undefined)[] {
  return [paragraph(bold(title), `  ${missing}`), context(hint)];
}

/** What is sent where, and for approvers the way to change it. */
function sendingBlocks({ role, timeZone, subscriptions, rules }: HomeReader, now: Date): (KnownBlock | undefined)[] {
  const lines = subscriptions.flatMap((one) => [
    subscriptionLine(one, now, timeZone),
    ...(one.kind === 'alerts' ? rules.filter(({ channel }) => channel === one.channel).map(ruleLine) : []),
  ]);
  return [
    header('Sent on its own'),
    lines.length === 0 ? paragraph('Neither the digest nor alerts are sent to any channel yet.') : bullets(lines, 20),
    role === 'approver'
      ? buttons([
          { text: 'Add or change', actionId: 'settings:open', value: '' },
          { text: 'Preview the digest', actionId: 'digest:preview', value: '' },
        ])
      : context('Approvers choose what is sent where.'),
  ];
}

function subscriptionLine(
  { channel, kind, language, showsNames, mutedUntil }: Subscription,
  now: Date,
  timeZone: string,
): Span[] {
  const isMuted = mutedUntil !== undefined && mutedUntil > now.getTime();
  const how = [language === 'zh' ? 'in Chinese' : 'in English', showsNames ? 'with names' : 'with ids alone'];
  const muted = isMuted ? `, muted until ${dayAndTime(new Date(mutedUntil), timeZone)}` : '';
  return [channelLink(channel), `: ${kind === 'digest' ? 'weekly digest' : 'alerts'}, ${how.join(', ')}${muted}`];
}

function ruleLine({ channel, watched, owner, isMuted }: AlertRule): Span[] {
  const of = isMuted ? ' (muted)' : '';
  return [
    channelLink(channel),
    `: ${watchedWords(watched)}${of}`,
    ...(owner === undefined ? [] : [', for ', mention(owner)]),
  ];
}

function dayAndTime(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
}
