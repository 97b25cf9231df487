import { CommandError } from './errors.ts';
import { compile, declaring, withVars, type Scope } from './expressions.ts';
import { compare, key } from './key.ts';
import { compileGroup } from './group.ts';
import { asCount, compileFilter } from './match.ts';
import { isNullish } from './numbers.ts';
import { lookUp, split } from './paths.ts';
import { compileAddFields, compileProjection } from './project.ts';
import { sorter } from './sort.ts';
import { get, isDoc, isNumber, put, toNumber, typeOf, type Doc, type Value } from './values.ts';

export type Stage = (docs: Doc[]) => Doc[];

/** What stages need from outside: the documents of another collection. */
export interface Sources {
  read(collection: string): Doc[];
}

/** Compiles a pipeline; refuses stages that MongoDB or this engine does not know. */
export function compilePipeline(stages: Value, scope: Scope, sources: Sources): Stage {
  if (!Array.isArray(stages)) throw new CommandError('TypeMismatch', "'pipeline' option must be specified as an array");
  const compiled = stages.map((stage) => {
    const names = isDoc(stage) ? Object.keys(stage) : [];
    const [name = ''] = names;
    if (!isDoc(stage) || names.length !== 1) throw new CommandError('FailedToParse', 'A pipeline stage specification object must contain exactly one field.', { code: 40_323 });
    const make = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
    if (make === undefined) throw new CommandError('UnknownStage', `Unrecognized pipeline stage name: '${name}'`);
    return make(stage[name], scope, sources);
  });
  return (docs) => compiled.reduce((input, stage) => stage(input), docs);
}

type StageCompiler = (operand: Value, scope: Scope, sources: Sources) => Stage;

const each = (make: (operand: Doc, scope: Scope) => (doc: Doc) => Doc, name: string): StageCompiler => (operand, scope) => {
  const apply = make(object(operand, name), scope);
  return (docs) => docs.map(apply);
};

export const STAGES: Readonly<Record<string, StageCompiler>> = {
  $match: (operand, scope) => {
    const matches = compileFilter(object(operand, '$match'), scope);
    return (docs) => docs.filter(matches);
  },
  $project: each((operand, scope) => {
    if (Object.keys(operand).length === 0) throw new CommandError('FailedToParse', 'Invalid $project :: caused by :: projection specification must have at least one field', { code: 51_272 });
    return compileProjection(operand, scope, { find: false });
  }, '$project'),
  $addFields: each(compileAddFields, '$addFields'),
  $set: each(compileAddFields, '$set'),
  $unset: (operand, scope) => {
    const paths = Array.isArray(operand) ? operand : [operand];
    const apply = compileProjection(Object.fromEntries(paths.map((path) => [asText(path, '$unset'), 0])), scope, { find: false });
    return (docs) => docs.map(apply);
  },
  $replaceRoot: (operand, scope) => replaceRoot(get(object(operand, '$replaceRoot'), 'newRoot'), scope),
  $replaceWith: replaceRoot,
  $group: (operand, scope) => compileGroup(object(operand, '$group'), scope),
  $sort: (operand) => {
    const order = sorter(object(operand, '$sort'));
    return (docs) => order.sort(docs);
  },
  $limit: (operand) => {
    const count = asCount('the limit', operand);
    if (count === 0) throw new CommandError('BadValue', 'the limit must be positive', { code: 15_958 });
    return (docs) => docs.slice(0, count);
  },
  $skip: (operand) => {
    const count = asCount('Argument to $skip', operand);
    return (docs) => docs.slice(count);
  },
  $count: (operand) => {
    const name = asText(operand, '$count');
    if (name === '' || name.startsWith('$') || name.includes('.')) throw new CommandError('FailedToParse', 'the count field must be a non-empty string without $ at its start and without a dot', { code: 40_156 });
    return (docs) => (docs.length === 0 ? [] : [{ [name]: docs.length }]);
  },
  $unwind: unwind,
  $facet: (operand, scope, sources) => {
    const facets = Object.entries(object(operand, '$facet')).map(([name, stages]) => [name, compilePipeline(stages, scope, sources)] as const);
    return (docs) => [Object.fromEntries(facets.map(([name, run]) => [name, run([...docs])]))];
  },
  $lookup: lookup,
  $unionWith: (operand, scope, sources) => {
    const coll = isDoc(operand) ? operand['coll'] : operand;
    const run = compilePipeline((isDoc(operand) ? operand['pipeline'] : undefined) ?? [], scope, sources);
    return (docs) => [...docs, ...run(sources.read(asText(coll, '$unionWith')))];
  },
  $sortByCount: (operand, scope) => {
    const group = compileGroup({ _id: operand, count: { $sum: 1 } }, scope);
    const order = sorter({ count: -1 });
    return (docs) => order.sort(group(docs));
  },
  $bucket: bucket,
  $sample: (operand) => {
    const size = asCount('size argument to $sample', get(object(operand, '$sample'), 'size'));
    return (docs) => docs.map((doc) => [Math.random(), doc] as const).sort(([one], [other]) => one - other).slice(0, size).map(([, doc]) => doc);
  },
};

function object(operand: Value, name: string): Doc {
  if (!isDoc(operand)) throw new CommandError('FailedToParse', `the ${name} specification must be an object`, { code: 15_981 });
  return operand;
}

function asText(operand: Value, name: string): string {
  if (typeof operand !== 'string') throw new CommandError('FailedToParse', `${name} needs a string`, { code: 31_002 });
  return operand;
}

function replaceRoot(operand: Value, scope: Scope): Stage {
  const root = compile(operand, scope);
  return (docs) =>
    docs.map((doc) => {
      const made = root({ root: doc, vars: scope.vars });
      if (!isDoc(made)) throw new CommandError('BadValue', `'newRoot' expression must evaluate to an object, but resulting value was of type: ${typeOf(made)}`, { code: 40_228 });
      return made;
    });
}

function unwind(operand: Value): Stage {
  const options = typeof operand === 'string' ? { path: operand } : object(operand, '$unwind');
  const path = options['path'];
  if (typeof path !== 'string' || !path.startsWith('$')) throw new CommandError('FailedToParse', "path option to $unwind stage should be prefixed with a '$'", { code: 28_818 });
  const parts = split(path.slice(1));
  const index = 'includeArrayIndex' in options ? options['includeArrayIndex'] : undefined;
  const keep = 'preserveNullAndEmptyArrays' in options && options['preserveNullAndEmptyArrays'] === true;
  return (docs) =>
    docs.flatMap((doc) => {
      const value = direct(doc, parts);
      const row = (item: Value, at: bigint | null): Doc => {
        const made = replacedAt(doc, parts, item);
        return typeof index === 'string' ? replacedAt(made, split(index), at) : made;
      };
      if (Array.isArray(value) && value.length > 0) return value.map((item, at) => row(item, BigInt(at)));
      if (!Array.isArray(value) && !isNullish(value)) return [row(value, null)];
      return keep ? [row(Array.isArray(value) ? undefined : value, null)] : [];
    });
}

function direct(value: Value, parts: readonly string[]): Value {
  return parts.reduce<Value>((inner, part) => (isDoc(inner) ? get(inner, part) : undefined), value);
}

/** A copy with another value at the path; `undefined` takes the field away. */
function replacedAt(doc: Doc, [part = '', ...rest]: readonly string[], value: Value): Doc {
  const made = { ...doc };
  const inner = get(doc, part);
  const next = rest.length === 0 ? value : replacedAt(isDoc(inner) ? inner : {}, rest, value);
  if (next === undefined) delete made[part];
  else put(made, part, next);
  return made;
}

function lookup(operand: Value, scope: Scope, sources: Sources): Stage {
  const { from, localField, foreignField, as, let: vars = {}, pipeline } = object(operand, '$lookup');
  const [collection, into] = [asText(from, '$lookup'), split(asText(as, '$lookup'))];
  const variables = Object.entries(object(vars, '$lookup')).map(([name, value]) => [name, compile(value, scope)] as const);
  const inner = declaring(scope, variables.map(([name]) => name));
  if (pipeline === undefined && (localField === undefined || foreignField === undefined)) {
    throw new CommandError('FailedToParse', '$lookup requires both or neither of localField and foreignField, or a pipeline');
  }
  // Compiled once without the values of the variables: mistakes show even when there are no documents.
  if (pipeline !== undefined) compilePipeline(pipeline, inner, sources);
  return (docs) => {
    const foreign = sources.read(collection);
    const candidates = localField === undefined ? () => foreign : joined(foreign, split(asText(localField, '$lookup')), split(asText(foreignField, '$lookup')));
    const plain = pipeline !== undefined && variables.length === 0 ? compilePipeline(pipeline, scope, sources) : undefined;
    return docs.map((doc) => {
      let found = candidates(doc);
      if (plain !== undefined) found = plain(found);
      else if (pipeline !== undefined) {
        const frame = withVars({ root: doc, vars: scope.vars }, Object.fromEntries(variables.map(([name, value]) => [name, value({ root: doc, vars: scope.vars })])));
        found = compilePipeline(pipeline, { ...scope, vars: frame.vars }, sources)(found);
      }
      return replacedAt(doc, into, [...found]);
    });
  };
}

/** Finds the foreign documents that share a value, in their own order. */
function joined(foreign: readonly Doc[], local: readonly string[], other: readonly string[]): (doc: Doc) => Doc[] {
  const places = new Map<string, number[]>();
  for (const [place, doc] of foreign.entries()) {
    for (const text of new Set(joinKeys(doc, other))) places.set(text, [...(places.get(text) ?? []), place]);
  }
  return (doc) => {
    const found = new Set(joinKeys(doc, local).flatMap((text) => places.get(text) ?? []));
    return [...found].sort((one, two) => one - two).flatMap((place) => (foreign[place] === undefined ? [] : [foreign[place]]));
  };
}

function joinKeys(doc: Doc, parts: readonly string[]): string[] {
  const value = lookUp(doc, parts);
  return Array.isArray(value) ? value.map(key) : [key(value)];
}

function bucket(operand: Value, scope: Scope): Stage {
  const { groupBy, boundaries, default: otherwise, output = { count: { $sum: 1 } } } = object(operand, '$bucket');
  if (!Array.isArray(boundaries) || boundaries.length < 2) throw new CommandError('FailedToParse', "The $bucket 'boundaries' field must be an array with at least 2 values", { code: 40_192 });
  if (boundaries.some((value, index) => index > 0 && compare(boundaries[index - 1], value) >= 0)) {
    throw new CommandError('BadValue', "The 'boundaries' option to $bucket must be sorted", { code: 40_194 });
  }
  const by = compile(groupBy, scope);
  const group = compileGroup({ _id: '$bucket', ...object(output, '$bucket') }, scope, (doc) => doc['doc']);
  const order = sorter({ _id: 1 });
  return (docs) =>
    order.sort(
      group(
        docs.map((doc) => {
          const value = by({ root: doc, vars: scope.vars });
          const above = boundaries.findIndex((limit) => compare(value, limit) < 0);
          if (above > 0) return { bucket: boundaries[above - 1], doc };
          if (otherwise === undefined) throw new CommandError('BadValue', '$switch could not find a matching branch for an input, and no default was specified.', { code: 40_066 });
          return { bucket: otherwise, doc };
        }),
      ),
    );
}

/** The least of several limits on how many documents are asked for; `limit: 0` is none. */
export function limitOf(value: Value): number {
  const limit = isNumber(value) ? Math.abs(toNumber(value)) : 0;
  return limit === 0 ? Infinity : limit;
}
