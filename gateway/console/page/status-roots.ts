import { ask } from './ask.ts';
import type { Session } from './session.ts';
import { line, type Section } from './status-lines.ts';
import { getNamedType, isLeafType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from './vendor.ts';

export type RootsOf = GraphQLSchema;

/** Whether the graph behind has this root: the page outlives versions of the graph. */
export function hasRoot(schema: RootsOf | null, name: string): boolean {
  return schema?.getQueryType()?.getFields()[name] !== undefined;
}

/** Every leaf of a type, and of the types below it down to a depth. */
function selection(type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.length > 0) return [];
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [field.name];
    return depth > 0 && isObjectType(inner) ? [`${field.name} ${selection(inner, depth - 1)}`] : [];
  });
  return `{ ${fields.join(' ')} }`;
}

async function read(schema: RootsOf, root: string, as: Session): Promise<{ readonly value: unknown; readonly problem: string | null }> {
  const type = getNamedType(schema.getQueryType()?.getFields()[root]?.type);
  if (!isObjectType(type)) return { value: null, problem: 'Nothing is known of it.' };
  const { data, errors } = await ask<Record<string, unknown>>(`query ConsoleStatus { ${root} ${selection(type, 1)} }`, as);
  return { value: data?.[root] ?? null, problem: errors?.[0]?.message ?? null };
}

type Item = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));

/** The synchronisation with the production dashboard, whatever its version tells. */
export async function syncLines(schema: RootsOf, as: Session): Promise<Section> {
  const title = 'Synchronisation';
  const { value, problem } = await read(schema, 'syncStatus', as);
  if (value === null || typeof value !== 'object') return { title, note: problem ?? 'It has not run yet.', lines: [] };
  const lines = Object.entries(value as Item).flatMap(([name, inner]) => {
    if (Array.isArray(inner)) return inner.map((item: Item) => line(text(Object.values(item)[0]), Object.entries(item).slice(1).filter(([, each]) => each !== null).map(([key, each]) => `${key} ${text(each)}`).join(', ')));
    return inner === null ? [] : [line(name, text(inner))];
  });
  return { title, note: problem, lines };
}

/** What is still to do before going live, with its remedies. */
export async function checklist(schema: RootsOf, as: Session): Promise<Section> {
  const title = 'Before going live';
  const { value, problem } = await read(schema, 'setupIssues', as);
  if (!Array.isArray(value)) return { title, note: problem ?? 'Nothing is known of it.', lines: [] };
  const lines = value.map((item: Item) => line(text(item['title'] ?? item['id']), text(item['verdict']), item['severity'] === 'REQUIRED' ? 'bad' : 'warn', text(item['remedy']) || null));
  return { title, note: value.length === 0 ? 'Nothing is missing.' : problem, lines };
}
