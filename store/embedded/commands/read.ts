import type { Effort, Wanted } from '../collection.ts';
import { listSource, type Source } from '../cursors.ts';
import { target, wholeOr } from '../engine.ts';
import { CommandError } from '../errors.ts';
import { key } from '../key.ts';
import { asCount } from '../match.ts';
import { split, valuesAt } from '../paths.ts';
import { compilePipeline, limitOf } from '../pipeline.ts';
import { compileProjection } from '../project.ts';
import { sorter } from '../sort.ts';
import { isDoc, type Doc, type Value } from '../values.ts';
import { openStream } from './change-stream.ts';
import { CursorAnswer, docOr, refuseCollation, scopeFor, type Answer, type Call, type Handler } from './command.ts';

const FIRST_BATCH = 101;
const AWAIT_MS = 1_000;

function opened({ engine, db }: Call, collection: string, source: Source, batchSize: number): CursorAnswer {
  const namespace = `${db}.${collection}`;
  const batch = source.next(batchSize, 0);
  if (batch instanceof Promise) throw new CommandError('InternalError', 'The first batch of a cursor waits for nothing.');
  return new CursorAnswer(namespace, source.isDone ? 0n : engine.cursors.add(namespace, source), batch, 'firstBatch');
}

function wanted(call: Call, filter: Doc): Wanted {
  const { command } = call;
  const order = docOr(command['sort'], {});
  const { hint } = command;
  const isHint = typeof hint === 'string' || (isDoc(hint) && Object.keys(hint).length > 0);
  return {
    filter,
    scope: scopeFor(call),
    order: Object.keys(order).length === 0 || '$natural' in order ? null : sorter(order),
    skip: command['skip'] === undefined ? 0 : asCount('skip', command['skip']),
    limit: limitOf(command['limit']),
    ...(isHint ? { hint } : {}),
  };
}

function search(call: Call, name: string, query: Wanted): { readonly docs: Doc[]; readonly effort: Effort | null } {
  const entry = call.engine.catalogue.get(call.db, name);
  if (entry === undefined) return { docs: [], effort: null };
  const { rows, effort } = entry.collection.find(query);
  return { docs: rows.map(({ doc }) => doc), effort };
}

const find: Handler = (call) => {
  const { command } = call;
  refuseCollation(command);
  if (command['tailable'] === true) throw new CommandError('BadValue', 'tailable cursors are for capped collections, which the embedded store does not have');
  const name = target(command, 'find');
  const projection = docOr(command['projection'], {});
  const query = wanted(call, docOr(command['filter'], {}));
  const shape = Object.keys(projection).length === 0 ? null : compileProjection(projection, query.scope, { find: true });
  // A filter that is wrong is refused on an empty collection, too.
  const { docs } = search(call, name, query);
  if (call.engine.catalogue.get(call.db, name) === undefined) compilePipeline([{ $match: query.filter }], query.scope, { read: () => [] });
  const batchSize = wholeOr(command['batchSize'], FIRST_BATCH);
  const once = command['singleBatch'] === true;
  const shown = shape === null ? docs : docs.map(shape);
  return opened(call, name, listSource(once ? shown.slice(0, Math.max(1, batchSize)) : shown), once ? Infinity : batchSize);
};

const getMore: Handler = async ({ engine, db, command }) => {
  const name = target(command, 'collection');
  const { getMore: id } = command;
  if (typeof id !== 'bigint') throw new CommandError('TypeMismatch', 'getMore needs the id of a cursor');
  const { id: next, batch } = await engine.cursors.more(id, `${db}.${name}`, wholeOr(command['batchSize'], 0) || Infinity, wholeOr(command['maxTimeMS'], AWAIT_MS));
  return new CursorAnswer(`${db}.${name}`, next, batch, 'nextBatch');
};

const killCursors: Handler = ({ engine, command }) => {
  const ids = Array.isArray(command['cursors']) ? command['cursors'] : [];
  const killed = ids.filter((id) => typeof id === 'bigint' && engine.cursors.kill(id));
  engine.changes.wake();
  return { cursorsKilled: killed, cursorsNotFound: ids.filter((id) => !killed.includes(id)), cursorsAlive: [], cursorsUnknown: [] };
};

const aggregate: Handler = (call) => {
  const { engine, db, command } = call;
  refuseCollation(command);
  const stages = command['pipeline'];
  const batchSize = wholeOr(docOr(command['cursor'], {})['batchSize'], FIRST_BATCH);
  const name = typeof command['aggregate'] === 'string' ? command['aggregate'] : '$cmd.aggregate';
  if (!Array.isArray(stages)) throw new CommandError('TypeMismatch', "'pipeline' option must be specified as an array");
  const [first] = stages;
  const scope = scopeFor(call);
  const sources = { read: (collection: string) => search(call, collection, { filter: {}, scope }).docs };
  if (isDoc(first) && '$changeStream' in first) {
    const source = openStream(engine.changes, { db, collection: name === '$cmd.aggregate' ? null : name, options: docOr(first['$changeStream'], {}), stages: compilePipeline(stages.slice(1), scope, sources), lookUp: (change) => search({ ...call, db: change.db }, change.collection, { filter: { _id: change.id }, scope }).docs[0] });
    return opened(call, name, source, batchSize);
  }
  if (name === '$cmd.aggregate') throw new CommandError('InvalidNamespace', 'The embedded store aggregates collections only.');
  // What leads the pipeline is found by index, as far as it goes.
  const { query, rest } = pushedDown(stages, { filter: {}, scope });
  const run = compilePipeline(rest, scope, sources);
  compilePipeline(stages, scope, sources);
  return opened(call, name, listSource(run(search(call, name, query).docs)), batchSize);
};

/** Turns `$match`, `$sort`, `$skip` and `$limit` at the beginning into a query. */
function pushedDown(stages: readonly Value[], query: Wanted): { readonly query: Wanted; readonly rest: Value[] } {
  const [stage, ...rest] = stages;
  const here = { query, rest: [...stages] };
  if (!isDoc(stage)) return here;
  const { $match: match, $sort: sort, $limit: limit } = stage;
  const fresh = query.limit === undefined;
  if (isDoc(match) && fresh && query.order === undefined) return pushedDown(rest, { ...query, filter: Object.keys(query.filter).length === 0 ? match : { $and: [query.filter, match] } });
  if (isDoc(sort) && fresh && query.order === undefined && Object.keys(sort).length > 0) return pushedDown(rest, { ...query, order: sorter(sort) });
  if (limit !== undefined && fresh && asCount('the limit', limit) > 0) return pushedDown(rest, { ...query, limit: asCount('the limit', limit) });
  return here;
}

const count: Handler = (call) => {
  refuseCollation(call.command);
  const name = target(call.command, 'count');
  const filter = docOr(call.command['query'], {});
  const entry = call.engine.catalogue.get(call.db, name);
  if (entry !== undefined && Object.keys(filter).length === 0 && call.command['skip'] === undefined && call.command['limit'] === undefined) return { n: entry.collection.count() };
  return { n: search(call, name, wanted(call, filter)).docs.length };
};

const distinct: Handler = (call) => {
  refuseCollation(call.command);
  const path = call.command['key'];
  if (typeof path !== 'string') throw new CommandError('TypeMismatch', 'distinct needs the name of a field as key');
  const { docs } = search(call, target(call.command, 'distinct'), wanted(call, docOr(call.command['query'], {})));
  const values = docs.flatMap((doc) => valuesAt(doc, split(path)).values).filter((value) => value !== undefined && !(Array.isArray(value) && value.length === 0));
  return { values: [...new Map(values.map((value) => [key(value), value])).entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value) };
};

const explain: Handler = (call): Answer => {
  const command = docOr(call.command['explain'], {});
  if (typeof command['find'] !== 'string') throw new CommandError('NotImplemented', 'The embedded store explains find only.');
  const { docs, effort } = search({ ...call, command }, command['find'], wanted({ ...call, command }, docOr(command['filter'], {})));
  const plan = effort?.plan;
  const access: Doc = plan?.index == null ? { stage: effort === null ? 'EOF' : 'COLLSCAN' } : { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: plan.index.spec.name, keyPattern: plan.index.spec.key, isMultiKey: plan.index.multikey, direction: plan.sorted === 'backward' ? 'backward' : 'forward' } };
  const needsSort = command['sort'] !== undefined && plan?.sorted === null;
  return {
    queryPlanner: { namespace: `${call.db}.${command['find']}`, winningPlan: needsSort ? { stage: 'SORT', inputStage: access } : access, rejectedPlans: [] },
    executionStats: { executionSuccess: true, nReturned: docs.length, totalDocsExamined: effort?.examined ?? 0 },
  };
};

export const readCommands: Readonly<Record<string, Handler>> = { find, getMore, killCursors, aggregate, count, distinct, explain };
