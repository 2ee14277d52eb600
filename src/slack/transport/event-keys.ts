import { z } from 'zod';

const text = z.string().min(1);
/** A channel is a name in some events and an object in others. */
const orElse = text.optional().catch(undefined);
const who = z.object({ id: text });

const eventBody = z.object({
  event_id: orElse,
  event: z.object({
    type: text,
    subtype: orElse,
    channel: orElse,
    ts: orElse,
    client_msg_id: orElse,
    function_execution_id: orElse,
  }),
});
const actionBody = z.object({
  user: who,
  container: z.object({ message_ts: text.optional(), view_id: text.optional() }).optional(),
  actions: z.array(z.object({ action_id: text, block_id: text.optional(), action_ts: text })).min(1),
});
const triggeredBody = z.object({ trigger_id: text });
const viewBody = z.object({ type: z.literal('view_submission'), trigger_id: text, view: who });

/**
 * Every key that the same thing can come again under: Slack redelivers an event under its id, and under a new one too, so that a message is also known by its place, and by
 * the id that its sender's program gave it. None: it may be worked on as often as it comes (options of a select, a closed modal, what cannot be read).
 */
export function keysOf(body: unknown): readonly string[] {
  const event = eventBody.safeParse(body);
  if (event.success) return eventKeys(event.data);
  const action = actionBody.safeParse(body);
  if (action.success) return [actionKey(action.data)];
  const view = viewBody.safeParse(body);
  if (view.success) return [`view:${view.data.view.id}:${view.data.trigger_id}`];
  const kind = kindOf(body);
  const triggered = triggeredBody.safeParse(body);
  return triggered.success && (kind === 'command' || kind === 'shortcut')
    ? [`${kind}:${triggered.data.trigger_id}`]
    : [];
}

function eventKeys({ event_id: id, event }: z.infer<typeof eventBody>): readonly string[] {
  const { type, subtype = '', channel, ts, client_msg_id: client, function_execution_id: execution } = event;
  const isSaid = type === 'message' || type === 'app_mention';
  return [
    ...(id === undefined ? [] : [`event:${id}`]),
    ...(isSaid && channel !== undefined && ts !== undefined ? [`said:${type}:${subtype}:${channel}:${ts}`] : []),
    ...(isSaid && channel !== undefined && client !== undefined
      ? [`sent:${type}:${subtype}:${channel}:${client}`]
      : []),
    ...(execution === undefined ? [] : [`step:${execution}`]),
  ];
}

function actionKey({ user, container, actions }: z.infer<typeof actionBody>): string {
  const place = container?.message_ts ?? container?.view_id ?? '';
  const pressed = actions.map((action) => `${action.action_id}@${action.block_id ?? ''}@${action.action_ts}`).join('+');
  return `press:${user.id}:${place}:${pressed}`;
}

/** What came, by how it is acknowledged. */
export type Kind = 'event' | 'command' | 'options' | 'action' | 'shortcut' | 'view-submission' | 'view-closed';

/** Sorts a body as Bolt does; undefined for what Bolt knows no listener for. */
export function kindOf(body: unknown): Kind | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if ('event' in body) return eventBody.safeParse(body).success ? 'event' : undefined;
  if ('command' in body) return 'command';
  const type = 'type' in body ? body.type : undefined;
  if (type === 'block_suggestion') return 'options';
  if (type === 'view_submission') return 'view-submission';
  if (type === 'view_closed') return 'view-closed';
  if (type === 'shortcut' || type === 'message_action') return 'shortcut';
  return 'actions' in body ? actionKind(body) : undefined;
}

/** Bolt takes the first action without looking: one that is none would end it. */
function actionKind(body: object): Kind | undefined {
  return actionBody.safeParse(body).success ? 'action' : undefined;
}
