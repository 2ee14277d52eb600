import { createServer } from 'node:http';
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { LocalSlack } from './open.ts';

/** Says nothing: what a test provokes is nobody's news. */
export const quietLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** A Bolt app as Bolt makes it, on a local Slack, over the way that the Slack goes. Resolves with its end when it is connected. */
export async function startBoltApp(slack: LocalSlack, register: (app: App) => void): Promise<() => Promise<void>> {
  return slack.mode === 'socket' ? overSocket(slack, register) : overHttp(slack, register);
}

/** Bolt looks nothing up twice in a test: one try each. */
function clientOptions(slack: LocalSlack) {
  return { slackApiUrl: slack.url, retryConfig: { retries: 0 } };
}

async function overSocket(slack: LocalSlack, register: (app: App) => void): Promise<() => Promise<void>> {
  const receiver = new SocketModeReceiver({
    appToken: slack.tokens.app,
    logger: quietLogger,
    installerOptions: { clientOptions: clientOptions(slack) },
  });
  const app = new App({ token: slack.tokens.bot, receiver, logger: quietLogger, clientOptions: clientOptions(slack) });
  register(app);
  await app.start();
  return async () => void (await app.stop());
}

async function overHttp(slack: LocalSlack, register: (app: App) => void): Promise<() => Promise<void>> {
  const receiver = new HTTPReceiver({ signingSecret: slack.tokens.signingSecret, logger: quietLogger });
  const app = new App({ token: slack.tokens.bot, receiver, logger: quietLogger, clientOptions: clientOptions(slack) });
  register(app);
  const server = createServer((request, response) => receiver.requestListener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The app has no port.');
  slack.http.url = `http://127.0.0.1:${address.port}/slack/events`;
  return async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
}
