import { isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { FieldRule } from '../access/field-rules.ts';
import type { Role } from '../access/principal.ts';
import type { FieldEntry, GraphTable } from './table.ts';
import { ruleOf } from './visibility.ts';

/** The mapped field behind a generated one: `SalesOrderMeasures.margin` and `SalesOrderGroupKeys.state` speak of SalesOrder. */
function behind(table: GraphTable, type: string, field: string): readonly Role[] | null {
  const base = ['Measures', 'Range', 'GroupKeys'].find((suffix) => type.endsWith(suffix) && table.types.has(type.slice(0, -suffix.length)));
  const owner = base ? type.slice(0, -base.length) : type;
  return table.types.get(owner)?.fields.get(field)?.roles ?? null;
}

/** Who may use a mutation. A capability names every role that has it, systems too; without one everybody may try. */
export function mutationRule({ name, roles, mutation }: FieldEntry): FieldRule {
  const open = mutation?.needs === null;
  return { type: 'Mutation', field: name, roles, root: true, withoutScope: open, ...(open && { open }) };
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
      .map((name) => {
        const entry = table.types.get(type.name)?.fields.get(name);
        if (entry?.mutation) return mutationRule(entry);
        const withoutScope = entry?.withoutScope ?? false;
        return ruleOf(type, { name, roles: behind(table, type.name, name), withoutScope, dashboard: entry?.dashboard ?? false }, roots.has(type.name));
      });
  });
}
