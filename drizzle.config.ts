import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: [
    './src/store/schema.ts',
    './src/store/sync-schema.ts',
    './src/store/chat-schema.ts',
    './src/store/push-schema.ts',
    './src/store/control-schema.ts',
  ],
  out: './src/store/migrations',
});
