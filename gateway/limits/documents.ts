import { parse, type DocumentNode } from 'graphql';
import { GraphError } from '../../platform/errors.ts';
import type { Limits } from '../../platform/limits.ts';
import { kept } from '../kept.ts';
import { checkShape, measure, tooMuch, type Shape } from './measure.ts';
import { countTokens } from './tokens.ts';

/** Looks at a document before anything else does: validation and planning are slow, or worse, on documents made to hurt. */
export interface DocumentCheck {
  /** Lets pass what is not GraphQL: whoever parses it for real will say where. Throws LIMIT_EXCEEDED, INTROSPECTION_DISABLED. */
  check(text: string, limits: Limits): void;
}

const KEPT_TEXTS = 1_000;

export function createDocumentCheck(): DocumentCheck {
  const shapeOf = kept(KEPT_TEXTS, read);
  return {
    check(text, limits) {
      // A text cannot have more tokens than characters; most are known by that alone.
      const tokens = text.length > limits.tokens ? countTokens(text, limits.tokens) : 0;
      if (tokens > limits.tokens) throw tooMuch('tokens', 'tokens or more', tokens, limits.tokens);
      const shape = shapeOf(text);
      if (!shape) return;
      checkShape(shape, limits);
      if (shape.introspects && !limits.introspection) {
        throw new GraphError('INTROSPECTION_DISABLED', 'Your class of client may not ask for the schema; it is published with the project.');
      }
    },
  };
}

function read(text: string): Shape | null {
  let document: DocumentNode;
  try {
    document = parse(text, { noLocation: true });
  } catch {
    return null;
  }
  return measure(document);
}
