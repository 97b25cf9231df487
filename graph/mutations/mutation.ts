import type { GraphContext } from '../context.ts';
import type { Writer } from './writer.ts';

/** What the code of a mutation works in: a context whose reads are its own, and the way to write. The client's leaving does not end it. */
export interface MutationContext extends GraphContext {
  /** Name of the mutation. */
  readonly mutation: string;
  readonly writer: Writer;
  /** What an idempotency key leaves on records: letters and digits, the same for every repetition. Null without a key. */
  readonly keyTag: string | null;
  /** An earlier try with this key ended without a word: what a step makes may be there already. */
  readonly recovering: boolean;
}

/** A mutation as its subgraph writes it. Build it with `mutation`, which knows the types that codegen made. */
export interface MutationCode {
  /** Does the work and answers the payload without its userErrors; mapped types as ids. Refuses by `refuse`. */
  readonly run: (input: unknown, context: MutationContext) => Promise<object>;
  /**
   * The payload of what an earlier try with `context.keyTag` did, its missing steps made up for; null when it did nothing. Every mutation
   * with `@mutation(idempotent: true)` has it.
   */
  readonly findByKey?: (input: unknown, context: MutationContext) => Promise<object | null>;
}

type Answer<Payload> = Readonly<Omit<Payload, 'userErrors' | '__typename'>>;

/** A mutation of these generated types: `mutation<CreateCustomerInput, CreateCustomerPayload>({ run, findByKey })`. */
export function mutation<Input, Payload extends { readonly userErrors: unknown }>(code: {
  run(input: Input, context: MutationContext): Promise<Answer<Payload>>;
  findByKey?(input: Input, context: MutationContext): Promise<Answer<Payload> | null>;
}): MutationCode {
  const { findByKey } = code;
  return {
    // graphql-js has checked the input against the type that Input was generated from.
    run: (input, context) => code.run(input as Input, context),
    ...(findByKey ? { findByKey: (input: unknown, context: MutationContext) => findByKey(input as Input, context) } : {}),
  };
}
