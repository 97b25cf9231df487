import { CommandError } from './errors.ts';
import { compile, truthy, type Expression, type Frame, type Scope } from './expressions.ts';
import { compileFilter, isOperators } from './match.ts';
import { split } from './paths.ts';
import { get, isDoc, isNumber, put, toNumber, type Doc, type Value } from './values.ts';

type Leaf = { readonly include: boolean } | { readonly compute: Expression } | { readonly pick: (value: Value) => Value };
interface Tree {
  readonly fields: Map<string, Leaf | Tree>;
}

const isTree = (node: Leaf | Tree): node is Tree => 'fields' in node;

export type Projection = (doc: Doc) => Doc;

export interface ProjectionOptions {
  /** `find` has `$slice` and `$elemMatch` of its own. */
  readonly find: boolean;
}

/** Compiles a projection of `find` or of `$project`. */
export function compileProjection(specification: Doc, scope: Scope, { find }: ProjectionOptions): Projection {
  const root: Tree = { fields: new Map() };
  let including: boolean | undefined;
  let picksOnly = true;
  const decide = (path: string, include: boolean): void => {
    if (including !== undefined && including !== include) {
      throw new CommandError('BadValue', `Invalid $project :: caused by :: Cannot do ${include ? 'inclusion' : 'exclusion'} on field ${path} in ${include ? 'exclusion' : 'inclusion'} projection`, { code: include ? 31_253 : 31_254 });
    }
    including = include;
  };
  const add = (path: string, value: Value): void => {
    const plain = typeof value === 'boolean' || isNumber(value);
    if (plain) {
      const include = truthy(value);
      // _id may be left out of an inclusion, and named in an exclusion.
      if (path !== '_id') decide(path, include);
      plant(root, path, { include });
    } else if (find && isDoc(value) && ('$slice' in value || '$elemMatch' in value) && !Array.isArray(get(value, '$slice'))) {
      if ('$elemMatch' in value) decide(path, true);
      plant(root, path, { pick: picker(value, scope) });
    } else if (find && isDoc(value) && Array.isArray(value['$slice']) && value['$slice'].every(isNumber)) {
      plant(root, path, { pick: picker(value, scope) });
    } else if (isDoc(value) && !isOperators(value)) {
      const fields = Object.keys(value);
      if (fields.length === 0) throw new CommandError('FailedToParse', 'An empty sub-projection is not a valid value. Found empty object at path', { code: 51_270 });
      for (const field of fields) add(`${path}.${field}`, value[field]);
      picksOnly = false;
      return;
    } else {
      decide(path, true);
      plant(root, path, { compute: compile(value, scope) });
    }
    if (!(isDoc(value) && '$slice' in value)) picksOnly = false;
  };
  for (const [path, value] of Object.entries(specification)) add(path, value);

  const id = root.fields.get('_id');
  const named = [...root.fields.keys()].filter((field) => field !== '_id');
  const onlyId = named.length === 0 && id !== undefined && 'include' in id;
  const inclusive = including ?? (onlyId ? id.include : !picksOnly && named.length > 0);
  if (!inclusive) return (doc) => without(doc, root, { root: doc, vars: scope.vars });
  if (id === undefined) root.fields.set('_id', { include: true });
  return (doc) => only(doc, root, { root: doc, vars: scope.vars }, true);
}

/** `$addFields`: everything stays, the fields named are computed. */
export function compileAddFields(specification: Doc, scope: Scope): Projection {
  const root: Tree = { fields: new Map() };
  const add = (path: string, value: Value): void => {
    if (isDoc(value) && !isOperators(value) && Object.keys(value).length > 0) for (const field of Object.keys(value)) add(`${path}.${field}`, value[field]);
    else plant(root, path, { compute: compile(value, scope) });
  };
  for (const [path, value] of Object.entries(specification)) add(path, value);
  return (doc) => computed({ ...doc }, root, { root: doc, vars: scope.vars });
}

function plant(root: Tree, path: string, leaf: Leaf): void {
  const parts = split(path);
  if (parts.some((part) => part === '' || part.startsWith('$'))) throw new CommandError('FailedToParse', `FieldPath must not be empty, nor have fields that start with '$': ${path}`, { code: 16_410 });
  let tree = root;
  for (const part of parts.slice(0, -1)) {
    const next = tree.fields.get(part) ?? { fields: new Map<string, Leaf | Tree>() };
    if (!isTree(next)) throw collision(path);
    tree.fields.set(part, next);
    tree = next;
  }
  const last = parts.at(-1) ?? '';
  if (tree.fields.has(last)) throw collision(path);
  tree.fields.set(last, leaf);
}

const collision = (path: string): CommandError => new CommandError('FailedToParse', `Invalid $project :: caused by :: Path collision at ${path}`, { code: 31_250 });

function only(doc: Doc, tree: Tree, frame: Frame, top: boolean): Doc {
  const made: Doc = {};
  for (const field of Object.keys(doc)) {
    const node = tree.fields.get(field);
    if (node === undefined) continue;
    const value = doc[field];
    if (isTree(node)) {
      const inner = inside(value, (item) => only(item, node, frame, false), false);
      if (inner !== undefined) put(made, field, inner);
    } else if ('pick' in node) {
      const picked = node.pick(value);
      if (picked !== undefined) put(made, field, picked);
    } else if ('include' in node && node.include) put(made, field, value);
  }
  return top || [...tree.fields.values()].some((node) => !isTree(node) && 'compute' in node) || hasComputed(tree) ? computed(made, tree, frame) : made;
}

function hasComputed(tree: Tree): boolean {
  return [...tree.fields.values()].some((node) => (isTree(node) ? hasComputed(node) : 'compute' in node));
}

function without(doc: Doc, tree: Tree, frame: Frame): Doc {
  const made: Doc = {};
  for (const field of Object.keys(doc)) {
    const node = tree.fields.get(field);
    const value = doc[field];
    if (node === undefined) put(made, field, value);
    else if (isTree(node)) put(made, field, inside(value, (item) => without(item, node, frame), true));
    else if ('pick' in node) {
      const picked = node.pick(value);
      if (picked !== undefined) put(made, field, picked);
    } else if ('include' in node && node.include) put(made, field, value);
  }
  return made;
}

function computed(doc: Doc, tree: Tree, frame: Frame): Doc {
  for (const [field, node] of tree.fields) {
    if (isTree(node)) {
      if (!hasComputed(node)) continue;
      const value = get(doc, field);
      put(doc, field, nested(value, node, frame));
    } else if ('compute' in node) {
      const value = node.compute(frame);
      if (value === undefined) delete doc[field];
      else put(doc, field, value);
    }
  }
  return doc;
}

function nested(value: Value, tree: Tree, frame: Frame): Value {
  if (Array.isArray(value)) return value.map((item) => nested(item, tree, frame));
  return computed(isDoc(value) ? { ...value } : {}, tree, frame);
}

/** Applies to a document, or to the documents of an array; what is neither stays or goes. */
function inside(value: Value, apply: (doc: Doc) => Doc, keep: boolean): Value {
  if (isDoc(value)) return apply(value);
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const inner = inside(item, apply, keep);
      return inner === undefined ? [] : [inner];
    });
  }
  return keep ? value : undefined;
}

function picker(value: Doc, scope: Scope): (value: Value) => Value {
  const match = value['$elemMatch'];
  if (match !== undefined) {
    if (!isDoc(match)) throw new CommandError('BadValue', '$elemMatch needs an object', { code: 31_274 });
    const matches = compileFilter({ list: { $elemMatch: match } }, scope);
    return (list) => {
      const found = Array.isArray(list) ? list.find((item) => matches({ list: [item] })) : undefined;
      return found === undefined ? undefined : [found];
    };
  }
  const slice = value['$slice'];
  const [from, size] = (Array.isArray(slice) ? slice : [slice]).map((part) => (isNumber(part) ? toNumber(part) : NaN));
  if (from === undefined || Number.isNaN(from) || Number.isNaN(size ?? 0)) throw new CommandError('BadValue', '$slice needs a number or two', { code: 28_724 });
  return (list) => {
    if (!Array.isArray(list)) return list;
    if (size === undefined) return from < 0 ? list.slice(from) : list.slice(0, from);
    const start = from < 0 ? Math.max(0, list.length + from) : from;
    return list.slice(start, start + size);
  };
}
