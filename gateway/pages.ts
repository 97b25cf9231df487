import { restrictedCoordinates } from '../graph/restricted.ts';
import type { GraphTable } from '../graph/table.ts';
import type { Config } from '../platform/config.ts';
import type { Log } from '../platform/log.ts';
import { apiSchema } from './api-schema.ts';
import { consoleRoutes, NOBODY } from './console/console.ts';
import type { Door } from './door.ts';
import type { Route } from './http.ts';
import { schemaRoute } from './published/route.ts';
import { publishedSdl } from './published/sdl.ts';

export interface PagesOptions {
  readonly config: Config;
  readonly door: Door;
  readonly tables: readonly GraphTable[];
  readonly supergraphSdl: string;
  /** Which Odoo stands behind, for people. */
  readonly odoo: string;
  readonly isSandbox: boolean;
  readonly log: Log;
}

/** What is read beside the graph: the console, and the schema as it is published. */
export async function createPages({ config, door, tables, supergraphSdl, odoo, isSandbox, log }: PagesOptions): Promise<Readonly<Record<string, Route>>> {
  // Over a real Odoo nothing of the sandbox is loaded, and nobody is told what stands behind.
  const demo = isSandbox ? (await import('./demo-people.ts')).demoPeople(config) : NOBODY;
  const hasSignIn = tables.some(({ types }) => types.get('Mutation')?.fields.has('signIn'));
  return {
    ...consoleRoutes({ odoo: isSandbox ? odoo : null, hasSignIn, ...demo }),
    '/schema.graphql': schemaRoute({ door, sdlFor: (audience) => publishedSdl(apiSchema(supergraphSdl), restrictedCoordinates(tables), audience), log }),
  };
}
