import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    isolate: false,
    pool: 'threads',
    testTimeout: 600_000,
    hookTimeout: 600_000,
    reporters: ['default', './tests/support/closing-line.ts'],
  },
});
