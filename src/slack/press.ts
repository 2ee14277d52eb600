import { z } from 'zod';

const pressed = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string().optional(),
  container: z
    .object({
      type: z.string().optional(),
      channel_id: z.string().nullish(),
      message_ts: z.string().nullish(),
      thread_ts: z.string().nullish(),
      is_ephemeral: z.boolean().nullish(),
    })
    .optional(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.object({ ts: z.string(), thread_ts: z.string().nullish(), text: z.string().nullish() }).nullish(),
  actions: z
    .tuple([z.object({ action_id: z.string(), value: z.string().nullish(), action_ts: z.string().nullish() })])
    .rest(z.unknown()),
});

/** A button that was pressed. */
export interface Press {
  readonly userId: string;
  readonly actionId: string;
  readonly value: string;
  /** Names this press among all. */
  readonly pressId: string;
  /** Opens a modal, for three seconds. */
  readonly triggerId?: string;
  /** The message that holds the button; absent in App Home and in modals. */
  readonly on?: {
    readonly channel: string;
    readonly ts: string;
    readonly threadTs?: string;
    readonly isEphemeral: boolean;
  };
}

/** Reads a `block_actions` payload; undefined for anything else. */
export function readPress(body: unknown): Press | undefined {
  const { data } = pressed.safeParse(body);
  if (!data) return undefined;
  const [{ action_id: actionId, value, action_ts }] = data.actions;
  const channel = data.channel?.id ?? data.container?.channel_id ?? undefined;
  const ts = data.message?.ts ?? data.container?.message_ts ?? undefined;
  const threadTs = data.message?.thread_ts ?? data.container?.thread_ts ?? undefined;
  return {
    userId: data.user.id,
    actionId,
    value: value ?? '',
    pressId: [data.user.id, action_ts ?? data.trigger_id ?? ''].join(':'),
    ...(data.trigger_id === undefined ? {} : { triggerId: data.trigger_id }),
    ...(channel === undefined || ts === undefined
      ? {}
      : {
          on: {
            channel,
            ts,
            ...(threadTs === undefined ? {} : { threadTs }),
            isEphemeral: data.container?.is_ephemeral === true,
          },
        }),
  };
}

/** What a button or a modal carries as JSON; undefined where it is no such thing. */
export function readCarried<T>(text: string | undefined, shape: z.ZodType<T>): T | undefined {
  try {
    return shape.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}
