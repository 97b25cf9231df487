import type { GraphQLResolveInfo } from 'graphql';
import type { GraphContext } from './context.ts';
import type { MutationCode } from './mutations/mutation.ts';
import type { Row } from './row.ts';
import type { GraphTable } from './table.ts';
import type { Domain } from '../odoo/domain/types.ts';

/** A value that only code can give, from a record of which `reads` were fetched. */
export type CodeResolver = (row: Row, args: Readonly<Record<string, unknown>>, context: GraphContext, info: GraphQLResolveInfo) => unknown;

/** A root field written in code. */
export type RootResolver = (args: Readonly<Record<string, unknown>>, context: GraphContext, info: GraphQLResolveInfo) => unknown;

/** For an edge without a many2one: which records of the target belong to the parent with this id. */
export type EdgeDomain = (parentId: number, context: GraphContext) => Domain | Promise<Domain>;

/** What a subgraph adds to its SDL. Names are checked against the SDL at start-up, both ways. */
export interface SubgraphCode {
  readonly roots?: Readonly<Record<string, RootResolver>>;
  readonly mutations?: Readonly<Record<string, MutationCode>>;
  /** Type → field → resolver, for `@computed` fields and for fields of value types that are not plain properties. */
  readonly fields?: Readonly<Record<string, Readonly<Record<string, CodeResolver>>>>;
  /** Type → field → domain, for `@connection @computed` fields. */
  readonly edges?: Readonly<Record<string, Readonly<Record<string, EdgeDomain>>>>;
}

/** What the resolvers of one subgraph are made from. */
export interface Engine {
  readonly table: GraphTable;
  readonly code: SubgraphCode;
}
