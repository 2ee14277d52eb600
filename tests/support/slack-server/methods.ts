import type { Method, Methods } from './method.ts';
import { agentMethods } from './methods/agents.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { fileMethods } from './methods/files.ts';
import { streamMethods } from './methods/streams.ts';
import { viewMethods } from './methods/views.ts';

/** Every method of the Web API that is made here, with the scopes that Slack's method pages ask for. `apps.connections.open` is the socket's own. */
export const methods: Methods = {
  ...chatMethods,
  ...streamMethods,
  ...conversationMethods,
  ...fileMethods,
  ...viewMethods,
  ...agentMethods,
};

/** A method by its name. */
export function methodOf(name: string): Method | undefined {
  return Object.hasOwn(methods, name) ? methods[name] : undefined;
}
