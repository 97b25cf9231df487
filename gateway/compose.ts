import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import type { Subgraph } from '../graph/subgraph.ts';
import { seal } from './supergraph.ts';

/** The subgraphs do not fit together; the message lists every reason. */
export class CompositionError extends Error {
  override readonly name = 'CompositionError';
}

type SdlOf = Pick<Subgraph, 'name' | 'sdl'>;

/**
 * Composes subgraphs to a supergraph: the same text for the same subgraphs in any order. Its first lines say of which
 * subgraphs it is made, so that a stale one is noticed at start-up. Throws a CompositionError.
 */
export function compose(subgraphs: readonly SdlOf[]): string {
  const ordered = subgraphs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { supergraphSdl, errors } = composeServices(
    ordered.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl, { noLocation: true }), url: `http://${name}` })),
  );
  if (supergraphSdl) return `# Composed by \`npm run compose\`; not to be edited.\n${ordered.map(seal).join('')}\n${supergraphSdl.trimEnd()}\n`;
  const reasons = (errors ?? []).map(({ message, extensions }) => `${String(extensions?.['code'] ?? 'ERROR')}: ${message}`);
  throw new CompositionError(['The subgraphs do not compose.', ...reasons].join('\n'));
}
