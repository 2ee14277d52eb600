import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, stepCountIs, tool } from 'ai';
import { z } from 'zod';
import type { LlmConfig } from '../config.ts';

/** How a language model is reached. */
export interface LanguageModelAccess extends Pick<LlmConfig, 'baseUrl' | 'model' | 'apiKey'> {
  readonly fetch: typeof globalThis.fetch;
  /** The whole conversation about one question, ms. */
  readonly timeoutMs: number;
}

/** What is put to it: who it is, what was asked, and the one tool it has. */
export interface Consultation {
  readonly system: string;
  readonly prompt: string;
  /** Answers one of Patron's own questions, as text. */
  readonly askPatron: (question: string) => Promise<string>;
}

/** How a consultation has ended. */
export type Consulted =
  | { readonly end: 'text'; readonly text: string }
  | { readonly end: 'late' | 'unreachable' | 'unusable' };

/** Calls of the tool in one consultation at most. */
const mostCalls = 3;
/** Letters of a question that is read. */
const longestQuestion = 300;

/** Some small models write the call of a tool as text. */
const writtenCall = z.looseObject({
  question: z.string().optional(),
  arguments: z.looseObject({ question: z.string() }).optional(),
  parameters: z.looseObject({ question: z.string() }).optional(),
});

/**
 * Puts a question to a language model, which asks Patron through its tool and words the reply. Nothing is raised: a model that is late, cannot be reached or
 * talks nonsense is told as such. One try more at most where the first one fails.
 */
export async function consult(access: LanguageModelAccess, consultation: Consultation): Promise<Consulted> {
  const { baseUrl, model, apiKey, fetch, timeoutMs } = access;
  const provider = createOpenAICompatible({
    name: 'language-model',
    baseURL: baseUrl,
    fetch,
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  const deadline = AbortSignal.timeout(timeoutMs);
  let calls = 0;
  const askPatron = async (question: string) => {
    calls += 1;
    return calls > mostCalls
      ? 'Reply now, from what you were told.'
      : consultation.askPatron(question.slice(0, longestQuestion));
  };
  try {
    const { text } = await generateText({
      model: provider(model),
      system: consultation.system,
      prompt: consultation.prompt,
      temperature: 0,
      maxRetries: 1,
      abortSignal: deadline,
      stopWhen: stepCountIs(mostCalls + 1),
      tools: {
        ask_patron: tool({
          description: "Asks Patron one of the questions it knows about the shop's data. Reads only.",
          inputSchema: z.object({ question: z.string().describe('One question, worded like one of the list.') }),
          execute: ({ question }) => askPatron(question),
        }),
      },
    });
    const asText = calls === 0 ? readCall(text) : undefined;
    if (asText !== undefined) await askPatron(asText);
    return text.trim() === '' ? { end: 'unusable' } : { end: 'text', text: asText === undefined ? text : '' };
  } catch (error) {
    if (deadline.aborted) return { end: 'late' };
    return { end: isUnreachable(error) ? 'unreachable' : 'unusable' };
  }
}

function readCall(text: string): string | undefined {
  const [, json] = /(\{.*\})/s.exec(text) ?? [];
  if (json === undefined) return undefined;
  try {
    const call = writtenCall.parse(JSON.parse(json));
    return call.arguments?.question ?? call.parameters?.question ?? call.question;
  } catch {
    return undefined;
  }
}

/** Whether the other side could not be spoken to at all, or refused: the SDK wraps what `fetch` raised. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('lastError' in error) return isUnreachable(error.lastError);
  if ('statusCode' in error && error.statusCode !== undefined) return Number(error.statusCode) !== 200;
  return error.name === 'AI_APICallError' || error.message.includes('fetch failed');
}
