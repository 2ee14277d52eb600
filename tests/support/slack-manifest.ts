import { readFileSync } from 'node:fs';
import { z } from 'zod';

const parameters = z.object({
  properties: z.record(z.string(), z.object({ type: z.string() })),
  required: z.array(z.string()),
});

const manifest = z.object({
  features: z.object({
    agent_view: z.object({ suggested_prompts: z.array(z.object({ title: z.string(), message: z.string() })) }),
    shortcuts: z.array(z.object({ callback_id: z.string(), type: z.string() })),
    slash_commands: z.array(z.object({ command: z.string() })),
    unfurl_domains: z.array(z.string()),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
  functions: z.record(z.string(), z.object({ input_parameters: parameters, output_parameters: parameters })),
});

/** The app's manifest as the file holds it. */
export function readSlackManifestFile(): unknown {
  return JSON.parse(readFileSync(new URL('../../manifests/slack.json', import.meta.url), 'utf8'));
}

/** The parts of the app's manifest that the program must keep to. */
export const slackManifest = manifest.parse(readSlackManifestFile());

/** What an app made from the manifest may do and is told: for a local Slack. */
export const manifestSettings = {
  scopes: slackManifest.oauth_config.scopes.bot,
  events: slackManifest.settings.event_subscriptions.bot_events,
};
