import { Kind, parse, type DocumentNode } from 'graphql';
import { GraphError } from '../../platform/errors.ts';
import type { Limits } from '../../platform/limits.ts';
import { kept } from '../kept.ts';
import { checkShape, measure, tooMuch, type Shape } from './measure.ts';
import { countTokens } from './tokens.ts';

/** What a text is known to be without any schema. */
export interface KnownDocument {
  readonly shape: Shape;
  /** Names of its operations that are mutations; `null` stands for the one without a name. */
  readonly mutations: ReadonlySet<string | null>;
  readonly operations: number;
}

/** Looks at a document before anything else does: validation and planning are slow, or worse, on documents made to hurt. */
export interface DocumentCheck {
  /** Null for a text that is not GraphQL: whoever parses it for real will say where. Throws LIMIT_EXCEEDED, INTROSPECTION_DISABLED. */
  check(text: string, limits: Limits): KnownDocument | null;
}

const KEPT_TEXTS = 1_000;

export function createDocumentCheck(): DocumentCheck {
  const look = kept(KEPT_TEXTS, read);
  return {
    check(text, limits) {
      // A text cannot have more tokens than characters; most are known by that alone.
      const tokens = text.length > limits.tokens ? countTokens(text, limits.tokens) : 0;
      if (tokens > limits.tokens) throw tooMuch('tokens', `tokens or more`, tokens, limits.tokens);
      const known = look(text);
      if (!known) return null;
      checkShape(known.shape, limits);
      if (known.shape.introspects && !limits.introspection) {
        throw new GraphError('INTROSPECTION_DISABLED', 'Your class of client may not ask for the schema; it is published with the project.');
      }
      return known;
    },
  };
}

function read(text: string): KnownDocument | null {
  let document: DocumentNode;
  try {
    document = parse(text, { noLocation: true });
  } catch {
    return null;
  }
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const mutations = operations.filter(({ operation }) => operation === 'mutation').map(({ name }) => name?.value ?? null);
  return { shape: measure(document), mutations: new Set(mutations), operations: operations.length };
}

/** Whether the named operation, or the only one, is a mutation. */
export function isMutation({ mutations, operations }: KnownDocument, name: string | undefined): boolean {
  return name === undefined ? operations === 1 && mutations.size === 1 : mutations.has(name);
}
