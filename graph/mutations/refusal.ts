import { userError } from '../../platform/user-errors.ts';
import type { Filling, UserError, UserErrorCode } from '../../platform/user-errors.ts';

/** From the mutation's arguments to a value: `['input', 'lines', 0, 'quantity']`. */
export type InputPath = readonly (string | number)[];

/** An expected refusal: it becomes the payload's `userErrors`. Thrown before anything is written, or after it was undone. */
export class Refusal extends Error {
  readonly errors: readonly UserError[];

  constructor(errors: readonly UserError[]) {
    super(errors.map(({ code }) => code).join(', '));
    this.name = 'Refusal';
    this.errors = errors;
  }
}

/** Ends the mutation with a refusal of the catalogue. `path` is what is wrong, null for the whole. */
export function refuse(code: UserErrorCode, path: InputPath | null = null, values: Filling = {}): never {
  throw new Refusal([userError(code, path, values)]);
}
