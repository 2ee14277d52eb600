import { Worker } from 'node:worker_threads';
import { openChatRounds } from './chat-rounds.ts';
import type { Config } from './config.ts';
import { type ErrorCode, RetryableError } from './domain/errors.ts';
import { openOutboxRounds } from './jobs/push/outbox-round.ts';
import { parseCron } from './jobs/schedule/cron-line.ts';
import { openSchedule, type ScheduledJob, type ScheduleEvent } from './jobs/schedule/schedule.ts';
import { locksFolder } from './jobs/workplace.ts';
import { openPlace } from './open-place.ts';
import type { Patron } from './patron.ts';
import { type Bot, type BotTimes, startBot } from './slack/bot.ts';
import { openStore } from './store/database.ts';
import type { SyncEnd, SyncTask } from './sync-worker.ts';
import type { System } from './system.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** What runs beside the page: schedules, the Slack bot, and the endpoints of vendors' messages. */
export interface Service {
  /** Answers a vendor's message, or Slack's; undefined for any other request. */
  readonly webhook: (request: Request) => Promise<Response> | undefined;
  /** Takes no more work and waits for what runs, up to ten seconds. */
  readonly stop: () => Promise<void>;
}

/** Milliseconds that messages are gathered for before they are worked on. */
const gatherMs = 5000;

/** What the service works with. */
export interface ServiceParts {
  /** Answers what is asked in Slack. */
  readonly patron: Patron;
  /** Told in plain words what went wrong, and that it is well again. */
  readonly onTrouble: (note: string, error?: unknown) => void;
  /** The bot's times; tests give shorter ones. */
  readonly botTimes?: BotTimes;
}

/**
 * Starts what runs beside the page. The sync runs in a thread of its own, so that questions are answered meanwhile. Raises `bad-setting` for a cron line that cannot be
 * read, and what the store raises; nothing for Slack's sake.
 */
export function startService(config: Config, system: System, parts: ServiceParts): Service {
  const { onTrouble } = parts;
  const { place, sources } = openPlace(config, system);
  const { store, timeZone, clock } = place;
  const run = (work: SyncTask['work']) => {
    const now = config.now === undefined ? {} : { now: clock.now().getTime() };
    return runThread({ config, work, ...now });
  };
  const schedule = openSchedule({
    store,
    lockFolder: locksFolder(place),
    jobs: [
      ...(sources().length === 0 ? [] : syncJobs(config.syncCron, timeZone, run)),
      ...(config.hubspot === undefined ? [] : pushJobs(config.pushCron, timeZone, run)),
    ],
    clock,
    onEvent: (event) => tell(event, onTrouble),
  });
  const news = gatherNews(system, () => run('news'), onTrouble);
  const webhooks = webhookRoutes({ store, clock, secrets: secretsOf(config), onNews: news.tell, onTrouble });
  const outbox = openOutboxRounds({ store, clock, send: () => run('send'), onTrouble });
  schedule.start();
  if (config.hubspot) outbox.start();
  const chat = openChat(config, system, { ...parts, storePath: place.storePath });
  return {
    webhook: (request) =>
      new URL(request.url).pathname.startsWith('/webhooks/')
        ? Promise.resolve(webhooks.fetch(request))
        : chat?.bot.receive(request),
    stop: async () => {
      await Promise.all([schedule.stop(), outbox.stop(), chat?.stop()]);
      await news.settled();
      store.close();
    },
  };
}

/** The Slack bot on a connection of its own; undefined where no workspace is connected. */
function openChat(
  config: Config,
  { clock, fetch, migrationsFolder }: System,
  { patron, onTrouble, botTimes, storePath }: ServiceParts & { readonly storePath: string },
): { readonly bot: Bot; readonly stop: () => Promise<void> } | undefined {
  const { slack, timeZone, port } = config;
  if (!slack) return undefined;
  // A line that cannot be read is said before anything is open.
  parseCron(config.digestCron);
  const store = openStore(storePath, { migrationsFolder, timeoutMs: 0 });
  // Moving the log into the store can take as long as a sync has written: others do it, while the chat answers.
  store.sqlite.pragma('wal_autocheckpoint = 0');
  const page = port === 0 ? {} : { pageUrl: `http://127.0.0.1:${port}` };
  const times = botTimes === undefined ? {} : { times: botTimes };
  const bot = startBot({ slack, patron, store, clock, fetch, timeZone, onTrouble, ...page, ...times });
  const rounds = openChatRounds(bot.kit, config);
  rounds.start();
  return {
    bot,
    stop: async () => {
      await Promise.all([rounds.stop(), bot.stop()]);
      store.close();
    },
  };
}

/** When what is gone at the sources is looked for: Sunday nights. */
const reconcileCron = '23 3 * * 0';

function syncJobs(cron: string, timeZone: string, run: (work: SyncTask['work']) => Promise<void>): ScheduledJob[] {
  return [
    { name: 'scheduled-sync', cron, timeZone, lock: 'scheduled', run: () => run('sync') },
    { name: 'scheduled-reconcile', cron: reconcileCron, timeZone, lock: 'scheduled', run: () => run('reconcile') },
  ];
}

function pushJobs(cron: string, timeZone: string, run: (work: SyncTask['work']) => Promise<void>): ScheduledJob[] {
  return [{ name: 'scheduled-push', cron, timeZone, run: () => run('propose') }];
}

/** Works on messages some seconds after the first of them came, all together; what comes meanwhile is worked on afterwards. */
function gatherNews(
  { sleep }: System,
  work: () => Promise<void>,
  onTrouble: (note: string, error?: unknown) => void,
): { readonly tell: () => void; readonly settled: () => Promise<void> | undefined } {
  let running: Promise<void> | undefined;
  let isMore = false;
  const run = async () => {
    do {
      await sleep(gatherMs);
      isMore = false;
      await work().catch((error: unknown) =>
        onTrouble('What the connected systems told could not be looked up yet.', error),
      );
    } while (isMore);
    running = undefined;
  };
  return {
    tell: () => {
      isMore = true;
      running ??= run();
    },
    settled: () => running,
  };
}

function secretsOf({ shopify, hubspot }: Config): { shopify?: readonly string[]; hubspot?: readonly string[] } {
  const credentials = shopify?.credentials;
  return {
    ...(credentials && 'clientSecret' in credentials ? { shopify: [credentials.clientSecret] } : {}),
    ...(hubspot?.clientSecret === undefined ? {} : { hubspot: [hubspot.clientSecret] }),
  };
}

function tell(event: ScheduleEvent, onTrouble: (note: string, error?: unknown) => void): void {
  if (event.kind === 'failed') onTrouble(`The job ${event.job} failed: ${event.note}`, event.error);
  else if (event.kind === 'trouble') onTrouble(event.note, event.error);
  else if (event.kind === 'missed') {
    onTrouble(
      `The job ${event.job} was not run at ${event.slots.length} of its times, while Patron was not running; it is made up for once.`,
    );
  }
}

/** Runs a task in a thread to its end. A plain failure is raised with its code. */
function runThread(task: SyncTask): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./sync-worker.js', import.meta.url), { workerData: task });
    worker.on('message', (end: SyncEnd) => {
      if ('done' in end) resolve();
      else reject(new RetryableError(codeOf(end.code), end.message, 'See: patron sync'));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`The sync thread ended with code ${code} before it was done.`)));
  });
}

function codeOf(code: string): ErrorCode {
  return code === 'sync-running' ? 'sync-running' : 'source-unreachable';
}
