import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    isolate: false,
    pool: 'threads',
    testTimeout: 240_000,
    hookTimeout: 300_000,
    reporters: ['default', './tests/support/closing-line.ts'],
  },
});
