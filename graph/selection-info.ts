import type { GraphQLResolveInfo } from 'graphql';

/** The part of a resolver's info that compiling a selection needs. */
export type SelectionInfo = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;
