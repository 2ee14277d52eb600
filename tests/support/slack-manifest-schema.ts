/**
 * What a manifest of a Slack app may say: fields, types, limits and choices as in the schema that Slack publishes (github.com/slackapi/manifest-schema, version
 * 2.0.0, as of 2026), for the parts that Patron has a use for. Stricter in one thing: what Patron has no use for is refused, so that nothing comes in unseen.
 */
export const slackManifestSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...objectOf(
    {
      _metadata: objectOf({ major_version: { const: 2 }, minor_version: { type: 'integer' } }, ['major_version']),
      display_information: objectOf(
        {
          name: text(1, 35),
          description: text(1, 140),
          long_description: text(175, 4000),
          background_color: { type: 'string', pattern: '^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$' },
        },
        ['name'],
      ),
      features: features(),
      oauth_config: objectOf({
        scopes: objectOf({ bot: list(text(1, 50), { maxItems: 255 }) }),
        token_management_enabled: { type: 'boolean' },
      }),
      settings: settings(),
      functions: { type: 'object', maxProperties: 50, additionalProperties: stepSchema() },
    },
    // Slack asks for display_information alone; an app that carries steps of workflows needs version 2.
    ['_metadata', 'display_information'],
  ),
} as const;

function features() {
  const prompt = objectOf({ title: { type: 'string' }, message: { type: 'string' } }, ['title', 'message']);
  return objectOf({
    app_home: objectOf({
      home_tab_enabled: { type: 'boolean' },
      messages_tab_enabled: { type: 'boolean' },
      messages_tab_read_only_enabled: { type: 'boolean' },
    }),
    agent_view: objectOf({ agent_description: text(0, 300), suggested_prompts: list(prompt, { maxItems: 4 }) }),
    bot_user: objectOf({ display_name: text(1, 80), always_online: { type: 'boolean' } }, ['display_name']),
    shortcuts: list(
      objectOf(
        {
          name: text(1, 24),
          type: { enum: ['message', 'global'] },
          callback_id: text(1, 255),
          description: text(1, 150),
        },
        ['name', 'type', 'callback_id', 'description'],
      ),
      { minItems: 1, maxItems: 10 },
    ),
    slash_commands: list(
      objectOf(
        {
          command: { ...text(2, 32), pattern: '^/' },
          description: text(1, 2000),
          usage_hint: text(1, 1000),
          should_escape: { type: 'boolean' },
          url: webAddress(3000),
        },
        ['command', 'description'],
      ),
      { minItems: 1, maxItems: 50 },
    ),
    unfurl_domains: list(
      { type: 'string', maxLength: 255, pattern: '^(?![.-])([-a-z0-9.])+([a-z0-9])$' },
      { minItems: 1, maxItems: 5, uniqueItems: true },
    ),
  });
}

function settings() {
  return objectOf({
    event_subscriptions: objectOf({
      request_url: webAddress(3500),
      bot_events: list(text(1, 50), { maxItems: 100, uniqueItems: true }),
    }),
    interactivity: objectOf({ is_enabled: { type: 'boolean' }, request_url: webAddress(3500) }, ['is_enabled']),
    org_deploy_enabled: { type: 'boolean' },
    socket_mode_enabled: { type: 'boolean' },
    token_rotation_enabled: { type: 'boolean' },
    function_runtime: { type: 'string' },
  });
}

/** A step of a workflow. */
function stepSchema() {
  const parameter = {
    type: 'object',
    required: ['type'],
    properties: {
      type: {
        enum: [
          'integer',
          'number',
          'boolean',
          'string',
          'object',
          'array',
          'slack#/types/user_context',
          'slack#/types/user_permission',
          'slack#/types/user_id',
          'slack#/types/channel_id',
          'slack#/types/usergroup_id',
          'slack#/types/timestamp',
          'slack#/types/blocks',
          'slack#/types/credential/oauth2',
          'slack#/types/date',
          'slack#/types/interactivity',
          'slack#/types/rich_text',
          'slack#/types/form_input',
          'slack#/types/form_input_object',
          'slack#/types/message_ts',
          'slack#/types/message_context',
        ],
      },
      title: { type: 'string' },
      description: { type: 'string' },
      hint: { type: 'string' },
    },
  };
  const parameters = {
    type: 'object',
    required: ['properties'],
    properties: {
      properties: { type: 'object', maxProperties: 50, additionalProperties: parameter },
      required: list({ type: 'string' }, {}),
    },
  };
  return objectOf(
    {
      title: { type: 'string' },
      description: { type: 'string' },
      input_parameters: parameters,
      output_parameters: parameters,
    },
    ['title', 'description', 'input_parameters', 'output_parameters'],
  );
}

function objectOf(properties: Readonly<Record<string, object>>, required: readonly string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false };
}

function text(minLength: number, maxLength: number) {
  return { type: 'string', minLength, maxLength };
}

function list(items: object, limits: Readonly<Record<string, number | boolean>>) {
  return { type: 'array', items, ...limits };
}

function webAddress(maxLength: number) {
  return { type: 'string', maxLength, pattern: '^https?://' };
}
