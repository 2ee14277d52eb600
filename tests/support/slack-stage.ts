import { afterAll, beforeAll, it } from 'vitest';
import { openSlackScene, type SlackScene } from './slack-scene.ts';
import type { LocalSlack } from './slack-server/open.ts';
import type { Delivery, Say } from './slack-server/say.ts';
import type { SlackMessage } from './slack-server/workspace.ts';

/** The program over one of its two ways to Slack, and what tests do there. */
export interface SlackStage {
  readonly mode: 'socket' | 'http';
  readonly scene: SlackScene;
  readonly slack: LocalSlack;
  readonly say: Say;
  /** A channel that stays the same from test to test. */
  readonly channel: string;
  /** What one test leaves to a later one. */
  readonly left: Map<string, Delivery>;
  /** Names the bot in a channel that nobody has written in. */
  readonly mention: (user: string, text: string) => Promise<Delivery>;
  readonly answerTo: (delivery: Delivery) => Promise<SlackMessage>;
  /** Messages of the bot in the thread of what was delivered. */
  readonly botsIn: (delivery: Delivery) => SlackMessage[];
}

/** How long a test may take; a machine that does much else is slow. */
const patienceMs = 240_000;

/**
 * Runs the program over both ways at once, on copies of the shop that `home` gives. The same test runs over both at the same time: most of it is waiting. Gives what
 * declares such a test; `onEnd` sees each stage before it closes.
 */
export function onBothStages(home: () => string, onEnd: (stage: SlackStage) => void = () => undefined) {
  const stages: SlackStage[] = [];
  beforeAll(async () => {
    const modes = ['socket', 'http'] as const;
    stages.push(...(await Promise.all(modes.map(async (mode) => stageOf(mode, await openSlackScene(home(), mode))))));
  }, patienceMs);
  afterAll(async () => {
    for (const stage of stages) onEnd(stage);
    await Promise.all(stages.map(({ scene }) => scene.close()));
  });
  return (
    name: string,
    play: (stage: SlackStage) => Promise<void>,
    only: readonly SlackStage['mode'][] = ['socket', 'http'],
  ) =>
    it(
      name,
      async () => {
        const played = stages.filter(({ mode }) => only.includes(mode));
        const ends = await Promise.allSettled(played.map(play));
        const failed = ends.findIndex(({ status }) => status === 'rejected');
        const end = ends[failed];
        if (end?.status === 'rejected') throw overWay(played[failed]?.mode, end.reason);
      },
      patienceMs,
    );
}

function stageOf(mode: SlackStage['mode'], scene: SlackScene): SlackStage {
  const { slack } = scene;
  return {
    mode,
    scene,
    slack,
    say: slack.say,
    channel: scene.freshChannel(),
    left: new Map(),
    mention: (user, text) => slack.say.mention({ user, channel: scene.freshChannel(), text }),
    answerTo: (delivery) => slack.answerTo(delivery),
    botsIn: ({ channel, ts }) => slack.messages(channel, ts).filter(({ isBots, isDeleted }) => isBots && !isDeleted),
  };
}

/** The same error, saying which way it was found on. */
function overWay(mode: string | undefined, error: unknown): unknown {
  if (error instanceof Error) error.message = `Over ${mode}: ${error.message}`;
  return error;
}
