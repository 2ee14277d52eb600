import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const messages = z.array(
  z.looseObject({ role: z.string(), content: z.string().nullish(), tool_call_id: z.string().optional() }),
);
const request = z.looseObject({ model: z.string(), messages, tools: z.array(z.unknown()).optional() });

/** What a scripted model says next: calls of the tool, text, or what no model should do. */
export type ModelSays =
  | { readonly ask: string }
  | { readonly text: string }
  | { readonly raw: string; readonly status?: number }
  | { readonly afterMs: number };

/** A local server that speaks as OpenAI-compatible models do. */
export interface LanguageModelServer {
  /** `http://127.0.0.1:PORT/v1`. */
  readonly url: string;
  /** Everything that was ever sent to it, headers left out. */
  readonly sent: readonly string[];
  /** What it says to the first request, the second and so on; the last one again and again. Each may look at what the tool has told it. */
  script(...says: readonly (ModelSays | ((told: string) => ModelSays))[]): void;
  close(): Promise<void>;
}

/** Starts a scripted language model. */
export async function openLanguageModel(): Promise<LanguageModelServer> {
  const sent: string[] = [];
  let says: readonly (ModelSays | ((told: string) => ModelSays))[] = [];
  let turn = 0;
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk) => {
      body += chunk;
    });
    incoming.on('end', () => {
      sent.push(body);
      const { model, messages: said } = request.parse(JSON.parse(body));
      const told = said
        .filter(({ role }) => role === 'tool')
        .map(({ content }) => content ?? '')
        .join('\n');
      const next = says[Math.min(turn, says.length - 1)] ?? { text: '' };
      turn++;
      const saying = typeof next === 'function' ? next(told) : next;
      if ('afterMs' in saying) return void setTimeout(() => response.end('{}'), saying.afterMs).unref();
      response.writeHead('status' in saying && saying.status ? saying.status : 200, {
        'content-type': 'application/json',
      });
      response.end('raw' in saying ? saying.raw : JSON.stringify(completion(model, saying, turn)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/v1`,
    sent,
    script: (...next) => {
      says = next;
      turn = 0;
      sent.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function completion(
  model: string,
  saying: { readonly ask: string } | { readonly text: string },
  turn: number,
): unknown {
  const isCall = 'ask' in saying;
  const call = isCall && {
    id: `call_${turn}`,
    type: 'function',
    function: { name: 'ask_patron', arguments: JSON.stringify({ question: saying.ask }) },
  };
  const message = { role: 'assistant', content: isCall ? null : saying.text, ...(call ? { tool_calls: [call] } : {}) };
  return {
    id: `chatcmpl-${turn}`,
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, message, finish_reason: isCall ? 'tool_calls' : 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The language model has no port.');
  return address.port;
}
