import { readFileSync } from 'node:fs';
import { checkTable } from './check-table.ts';
import { expandSdl, printSdl } from './expand.ts';
import { readSdl } from './read-sdl.ts';
import type { GraphTable } from './table.ts';

const SCHEMA = new URL('../schema/', import.meta.url);

function source(name: string): string {
  return readFileSync(new URL(`${name}.graphql`, SCHEMA), 'utf8');
}

/** The tables of the named subgraphs, read from schema/. */
export function loadTables(names: readonly string[]): readonly GraphTable[] {
  return readSdl(`${source('common')}\n${source('filters')}`, names.map((name) => ({ name, sdl: source(name) })));
}

/** What composition needs of each subgraph: no database, no code. Throws where the SDL has mistakes. */
export function federatedSdl(tables: readonly GraphTable[]): readonly { readonly name: string; readonly sdl: string }[] {
  for (const table of tables) checkTable(table);
  return tables.map((table) => ({ name: table.subgraph, sdl: printSdl(expandSdl(table)) }));
}

/** Every Odoo model that the tables speak of. */
export function modelsOf(tables: readonly GraphTable[]): readonly string[] {
  return [...new Set(tables.flatMap((table) => [...table.types.values()].flatMap((type) => (type.model ? [type.model] : []))))].sort();
}
