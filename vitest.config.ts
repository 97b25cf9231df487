import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The copy that Node itself resolves: graphql-js refuses to work with two copies of itself.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    // Processes, not threads: the planner's native addon and the sandbox's port belong to one process each.
    pool: 'forks',
    // Much of the time is waiting for a server: two cores carry two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 15_000,
    hookTimeout: 60_000,
    reporters: process.env['CI'] ? ['default', 'json'] : ['default'],
    outputFile: { json: '.data/test-report.json' },
  },
});
