import { readdirSync } from 'node:fs';

const SHARED: ReadonlySet<string> = new Set(['common', 'filters', 'supergraph']);

/** The subgraphs that have a file in schema/, by name. */
export const SUBGRAPH_NAMES: readonly string[] = readdirSync(new URL('../schema/', import.meta.url))
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.slice(0, -'.graphql'.length))
  .filter((name) => !SHARED.has(name))
  .sort();
