import type { Role } from './principal.ts';

/**
 * What the SDL says about seeing one field. The list of all of them is the permission matrix;
 * a field that is not in it is denied.
 */
export interface FieldRule {
  readonly type: string;
  readonly field: string;
  /** Roles that see the field; null: every role that sees the row. */
  readonly roles: readonly Role[] | null;
  /** True for fields of Query and Mutation, where a caller first has to be somebody. */
  readonly root: boolean;
  /** Root fields that answer callers without an SA in context as well (`viewer`). */
  readonly withoutScope: boolean;
  /** A mutation that somebody without a credential may try, such as signing in. */
  readonly open?: true;
  /** A root field of Query that also answers people who are known to the production dashboard alone. */
  readonly dashboard?: true;
}
