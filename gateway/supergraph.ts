import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Subgraph } from '../graph/subgraph.ts';

/** The composed supergraph: generated, committed, served. */
export const SUPERGRAPH_FILE = new URL('../schema/supergraph.graphql', import.meta.url);

type SdlOf = Pick<Subgraph, 'name' | 'sdl'>;

/** The line of a supergraph that says which text of a subgraph it was made from. */
export function seal({ name, sdl }: SdlOf): string {
  return `# ${name} sha256:${createHash('sha256').update(sdl).digest('hex')}\n`;
}

export function readSupergraph(file: URL = SUPERGRAPH_FILE): string {
  return readFileSync(file, 'utf8');
}

/** Throws when the supergraph was not made of these subgraphs as they are now. */
export function checkSupergraph(text: string, subgraphs: readonly SdlOf[]): void {
  const stale = subgraphs.filter((subgraph) => !text.includes(seal(subgraph))).map(({ name }) => name);
  if (stale.length > 0) throw new Error(`schema/supergraph.graphql is older than the schema of ${stale.join(' and ')}: run "npm run compose".`);
}

/** Reads the supergraph of these subgraphs. */
export function loadSupergraph(subgraphs: readonly SdlOf[], file: URL = SUPERGRAPH_FILE): string {
  const text = readSupergraph(file);
  checkSupergraph(text, subgraphs);
  return text;
}
