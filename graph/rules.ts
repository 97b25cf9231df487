import { isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { FieldRule } from '../access/field-rules.ts';
import type { Role } from '../access/principal.ts';
import type { GraphTable } from './table.ts';

/** A system key sees every field; it is named in no `@visible`. */
function withSystem(roles: readonly Role[] | null): readonly Role[] | null {
  return roles === null || roles.includes('SYSTEM') ? roles : [...roles, 'SYSTEM'];
}

/** The mapped field behind a generated one: `SalesOrderMeasures.margin` and `SalesOrderGroupKeys.state` speak of SalesOrder. */
function behind(table: GraphTable, type: string, field: string): readonly Role[] | null {
  const base = ['Measures', 'Range', 'GroupKeys'].find((suffix) => type.endsWith(suffix) && table.types.has(type.slice(0, -suffix.length)));
  const owner = base ? type.slice(0, -base.length) : type;
  return table.types.get(owner)?.fields.get(field)?.roles ?? null;
}

/**
 * The permission matrix of a subgraph: every field of every object type with the roles that see it, straight from the SDL.
 * A generated field has the rule of the field it was generated from.
 */
export function fieldRules(table: GraphTable, schema: GraphQLSchema): readonly FieldRule[] {
  const roots = new Set([schema.getQueryType()?.name, schema.getMutationType()?.name]);
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith('_')) return [];
    return Object.keys(type.getFields())
      .filter((field) => !field.startsWith('_'))
      .map((field) => ({
        type: type.name,
        field,
        roles: withSystem(behind(table, type.name, field)),
        root: roots.has(type.name),
        withoutScope: table.types.get(type.name)?.fields.get(field)?.withoutScope ?? false,
      }));
  });
}
