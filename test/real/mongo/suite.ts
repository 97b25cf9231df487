import { describe } from 'vitest';
import { realMongo, type MongoAddress } from './registry.ts';

/**
 * Describes facts about a MongoDB that is not ours. Without one the suite is reported, by its name, as not run.
 * The body is called in both cases; it may ask for the server in hooks and tests only.
 */
export function describeMongo(name: string, body: (mongo: () => MongoAddress) => void): void {
  const found = realMongo();
  if (found !== null) {
    describe(`${name} (${found.engine})`, () => body(() => found));
    return;
  }
  console.warn(`NOT RUN: "${name}" needs a real MongoDB (npm run mongo).`);
  describe.skip(`${name} (not run: no real MongoDB)`, () =>
    body(() => {
      throw new Error('There is no real MongoDB.');
    }),
  );
}
