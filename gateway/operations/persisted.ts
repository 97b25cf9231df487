import { createHash } from 'node:crypto';
import { GraphError } from '../../platform/errors.ts';
import type { Limits } from '../../platform/limits.ts';
import { Recent } from '../kept.ts';
import type { SentOperation } from './sent.ts';

/** Operations that somebody published beforehand, by the SHA-256 of their text. */
export interface PublishedOperations {
  /** The text that this partner has published under the id. */
  ofPartner(partner: string, id: string): string | undefined;
  /** The text that one of our own apps has published under the id. */
  ofApps(id: string): string | undefined;
}

export const NOTHING_PUBLISHED: PublishedOperations = { ofPartner: () => undefined, ofApps: () => undefined };

/** Who sends an operation, as far as it decides which ones they may send. */
export interface Sender {
  readonly limits: Pick<Limits, 'freeForm'>;
  /** Only operations of this partner's manifests. */
  readonly partner: string | null;
  /** Nobody in particular may use what others have registered, and register nothing. */
  readonly isAnonymous: boolean;
}

export interface OperationTexts {
  /**
   * The text to run, or undefined when the request has none. A sender without free form gets published operations only; the others may
   * send an id instead of a text once somebody has sent both (automatic persisted queries).
   * Throws OPERATION_NOT_PUBLISHED, PERSISTED_QUERY_NOT_FOUND, BAD_USER_INPUT.
   */
  textOf(sent: SentOperation, sender: Sender): string | undefined;
}

const KEPT_TEXTS = 1_000;
const LONGEST_TEXT = 50_000;

export function createOperationTexts(published: PublishedOperations, most = KEPT_TEXTS): OperationTexts {
  /** In the memory of this process: a client that meets another replica is told so and sends the text again. */
  const registered = new Recent<string>(most);

  const register = (id: string, text: string): void => {
    if (sha256(text) !== id) throw new GraphError('BAD_USER_INPUT', 'The id of the operation is not the SHA-256 of its text.');
    if (text.length > LONGEST_TEXT) return;
    registered.set(id, text);
  };

  const publishedText = ({ text, id }: SentOperation, partner: string | null): string => {
    if (text !== undefined || id === undefined) {
      throw new GraphError('OPERATION_NOT_PUBLISHED', 'Your key runs published operations only: send the id of one and no text. Ids are not registered by sending them.');
    }
    const found = partner === null ? published.ofApps(id) : published.ofPartner(partner, id);
    if (found !== undefined) return found;
    throw new GraphError('OPERATION_NOT_PUBLISHED', 'No operation is published under this id for your key.', { operation: id });
  };

  return {
    textOf(sent, { limits, partner, isAnonymous }) {
      if (partner !== null || !limits.freeForm) return publishedText(sent, partner);
      const { text, id } = sent;
      if (id === undefined) return text;
      if (text !== undefined) {
        if (!isAnonymous) register(id, text);
        return text;
      }
      const found = published.ofApps(id) ?? registered.get(id);
      if (found !== undefined) return found;
      // The message is part of the protocol: clients look for it.
      throw new GraphError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    },
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
