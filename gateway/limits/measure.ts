import { Kind, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { GraphError } from '../../platform/errors.ts';
import type { Limits } from '../../platform/limits.ts';

/** The size of one operation with every fragment written out where it is spread. Nothing here needs a schema or a valid document. */
export interface Shape {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly fields: number;
  /** The operation asks `__schema` or `__type`: by field, whatever the operation itself is called. */
  readonly introspects: boolean;
}

const NOTHING: Shape = { depth: 0, aliases: 0, rootFields: 0, fields: 0, introspects: false };
/** The deepest question of GraphiQL and of code generators has 15. */
const INTROSPECTION_DEPTH = 20;
const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);

/** The largest of each measure over the operations of a document: which of them will run is not known to everybody who asks. */
export function measure(document: DocumentNode): Shape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  for (const { variableDefinitions } of operations) for (const { variable } of variableDefinitions ?? []) refusePrototype(variable.name.value);
  const sizeOf = meter(fragments);
  return operations.map(({ selectionSet }) => sizeOf(selectionSet)).reduce(larger, NOTHING);
}

/** Each fragment is measured once, so that fragments spreading fragments twice cost nothing here. */
function meter(fragments: ReadonlyMap<string, FragmentDefinitionNode>): (set: SelectionSetNode) => Shape {
  const known = new Map<string, Shape>();
  const open = new Set<string>();

  const fragment = (name: string): Shape => {
    const size = known.get(name);
    if (size) return size;
    const definition = fragments.get(name);
    // One that spreads itself ends here: validation refuses it.
    if (!definition || open.has(name)) return NOTHING;
    open.add(name);
    const made = selections(definition.selectionSet);
    open.delete(name);
    known.set(name, made);
    return made;
  };

  const field = (set: SelectionSetNode | undefined, aliased: boolean, name: string): Shape => {
    const inner = set ? selections(set) : NOTHING;
    const introspects = INTROSPECTION.has(name);
    if (introspects && inner.depth > INTROSPECTION_DEPTH) {
      throw new GraphError('LIMIT_EXCEEDED', `Questions about the schema may be ${INTROSPECTION_DEPTH} levels deep; this one has ${inner.depth}.`, { limit: 'depth' });
    }
    return {
      depth: introspects ? 1 : inner.depth + 1,
      aliases: inner.aliases + (aliased ? 1 : 0),
      rootFields: 1,
      fields: inner.fields + 1,
      introspects: introspects || inner.introspects,
    };
  };

  const selections = (set: SelectionSetNode): Shape =>
    set.selections.reduce<Shape>((all, selection) => {
      if (selection.kind === Kind.FIELD) {
        if (selection.alias) refusePrototype(selection.alias.value);
        return both(all, field(selection.selectionSet, selection.alias !== undefined, selection.name.value));
      }
      return both(all, selection.kind === Kind.FRAGMENT_SPREAD ? fragment(selection.name.value) : selections(selection.selectionSet));
    }, NOTHING);

  return selections;
}

/** The one name that is not a name like others to JavaScript. GraphQL reserves names with two underscores, so nobody can have a use for it. */
function refusePrototype(name: string): void {
  if (name === '__proto__') throw new GraphError('BAD_USER_INPUT', 'Nothing can be called __proto__: names that begin with two underscores are reserved.');
}

function both(a: Shape, b: Shape): Shape {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    rootFields: a.rootFields + b.rootFields,
    fields: a.fields + b.fields,
    introspects: a.introspects || b.introspects,
  };
}

function larger(a: Shape, b: Shape): Shape {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: Math.max(a.aliases, b.aliases),
    rootFields: Math.max(a.rootFields, b.rootFields),
    fields: Math.max(a.fields, b.fields),
    introspects: a.introspects || b.introspects,
  };
}

const WORDS = { depth: 'levels', aliases: 'aliases', rootFields: 'fields at the root', fields: 'fields with its fragments written out' } as const;

/** Refuses a shape that is larger than its class may send. */
export function checkShape(shape: Shape, limits: Limits): void {
  for (const limit of ['depth', 'aliases', 'rootFields', 'fields'] as const) {
    if (shape[limit] > limits[limit]) throw tooMuch(limit, WORDS[limit], shape[limit], limits[limit]);
  }
}

export function tooMuch(limit: string, words: string, asked: number, allowed: number): GraphError {
  return new GraphError('LIMIT_EXCEEDED', `The operation has ${asked} ${words}; ${allowed} are allowed.`, { limit, asked, allowed });
}
