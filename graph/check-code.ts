import type { SubgraphCode } from './engine.ts';
import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';

type ByType = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function named(kind: ByType | undefined): readonly string[] {
  return Object.entries(kind ?? {}).flatMap(([type, fields]) => Object.keys(fields).map((field) => `${type}.${field}`));
}

/**
 * Holds a subgraph's code against its SDL, both ways. Throws one error that lists every computed field without code and
 * every piece of code without a field.
 */
export function checkCode(table: GraphTable, code: SubgraphCode): void {
  const problems: string[] = [];
  const fields = new Map<string, { readonly type: TypeEntry; readonly field: FieldEntry }>([...table.types.values()].flatMap((type) => [...type.fields.values()].map((field) => [`${type.name}.${field.name}`, { type, field }] as const)));
  const edges = new Set(named(code.edges));
  const coded = new Set([...named(code.fields), ...edges, ...Object.keys(code.roots ?? {}).map((root) => `Query.${root}`), ...Object.keys(code.mutations ?? {}).map((name) => `Mutation.${name}`)]);
  for (const [name, { type, field }] of fields) {
    const needsEdge = field.kind === 'edge' && field.inverse === null;
    const needsCode = field.kind === 'code' && (type.model !== null || type.name === 'Query' || type.name === 'Mutation');
    if (needsEdge && !edges.has(name)) problems.push(`${name} is a computed connection, but there is no edge for it`);
    if (needsCode && !coded.has(name)) problems.push(`${name} is computed, but there is no code for it`);
  }
  for (const [name, { findByKey }] of Object.entries(code.mutations ?? {})) {
    const idempotent = fields.get(`Mutation.${name}`)?.field.mutation?.idempotent === true;
    if (idempotent !== (findByKey !== undefined)) problems.push(`Mutation.${name}: @mutation(idempotent: true) and findByKey go together`);
  }
  for (const name of coded) if (!fields.has(name)) problems.push(`there is code for ${name}, but no such field`);
  if (problems.length > 0) throw new Error(`The ${table.subgraph} subgraph does not fit its SDL:\n- ${problems.join('\n- ')}`);
}
