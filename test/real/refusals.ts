import { expect } from 'vitest';

/** What a write that breaks an invariant is answered with. */
export const validation = (message: RegExp): object => ({
  name: 'odoo.exceptions.ValidationError',
  message: expect.stringMatching(message) as unknown,
});
