import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';

/** What fields cost in calls to Odoo, as far as the SDL tells: an estimate from above, the same for one row and for a thousand. */
export interface CallCosts {
  /** Calls of one field: `SalesOrder.invoices`. What is not named costs none of its own. */
  readonly fields: ReadonlyMap<string, number>;
  /** Fields that another subgraph adds to an entity, with that subgraph: all of them in one selection are one fetch. */
  readonly added: ReadonlyMap<string, string>;
}

function callsOf(table: GraphTable, type: TypeEntry, field: FieldEntry): number {
  if (field.calls !== null) return field.calls;
  const target = table.types.get(field.typeName);
  switch (field.kind) {
    case 'edge':
    case 'list':
      return 1;
    case 'one':
      // A reference: its fields come from the subgraph that owns it.
      return target && !target.resolvable ? 1 : 0;
    case 'code':
      return type.name === 'Query' || type.name === 'Mutation' || target?.model ? 1 : 0;
    default:
      return 0;
  }
}

/** Reads the costs of every field off the tables of all subgraphs. */
export function callCosts(tables: readonly GraphTable[]): CallCosts {
  const fields = new Map<string, number>();
  const added = new Map<string, string>();
  const owners = new Map(tables.flatMap((table) => [...table.types.values()].filter(({ owned }) => owned).map((type) => [type.name, type] as const)));
  for (const table of tables) {
    for (const type of table.types.values()) {
      for (const field of type.fields.values()) {
        const calls = callsOf(table, type, field);
        if (calls > 0) fields.set(`${type.name}.${field.name}`, calls);
        // Groups have ids of what they have in common; the rest of it is read for all of them together.
        if (field.kind === 'one') fields.set(`${type.name}GroupKeys.${field.name}`, 1);
        if (type.entity && !type.owned && !owners.get(type.name)?.fields.has(field.name)) added.set(`${type.name}.${field.name}`, table.subgraph);
      }
      if (!type.root || !type.owned) continue;
      const { one, many, aggregate } = type.root;
      for (const root of [one, many, aggregate]) if (root) fields.set(`Query.${root}`, 1);
    }
  }
  return { fields, added };
}
