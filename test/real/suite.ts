import { describe } from 'vitest';
import { realOdoo, type RealOdooAddress } from './registry.ts';

/**
 * Describes facts about a real Odoo. Without one the suite is reported, by its name, as not run.
 * The body is called in both cases; it may ask for the server in hooks and tests only.
 */
export function describeReal(name: string, body: (odoo: () => RealOdooAddress) => void): void {
  const found = realOdoo();
  if (found !== null) {
    describe(name, () => body(() => found));
    return;
  }
  console.warn(`NOT RUN: "${name}" needs a real Odoo (npm run real).`);
  describe.skip(`${name} (not run: no real Odoo)`, () =>
    body(() => {
      throw new Error('There is no real Odoo.');
    }),
  );
}
