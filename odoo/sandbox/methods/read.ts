import { search, matching } from '../search.ts';
import { readable, readIds, readRecords } from '../read.ts';
import { webRead, webReadRecords, type Specification } from '../web-read.ts';
import type { Call, Method } from './index.ts';

const names = (value: unknown): readonly string[] | undefined => (Array.isArray(value) ? (value as readonly string[]) : undefined);

function searchRead({ model, args, env }: Call): unknown {
  const fields = readable(model, names(args['fields']), env);
  const records = search(model, args['domain'], env, args);
  // `active_test` is meant for the search; the rows are read without it, as Odoo does.
  return readRecords(records, fields, env.without('active_test'), { names: loadsNames(args) });
}

/** Python's `load='_classic_read'`; anything else leaves the names out. */
const loadsNames = (args: Call['args']): boolean => (args['load'] ?? '_classic_read') === '_classic_read' && args['load'] !== null;

function webSearchRead({ model, args, env }: Call): unknown {
  const specification = args['specification'] as Specification;
  readable(model, Object.keys(specification).length === 0 ? ['id'] : Object.keys(specification), env);
  const records = search(model, args['domain'], env, args);
  if (records.length === 0) return { length: 0, records: [] };
  const offset = typeof args['offset'] === 'number' ? args['offset'] : 0;
  const limit = typeof args['limit'] === 'number' ? args['limit'] : undefined;
  const countLimit = typeof args['count_limit'] === 'number' ? args['count_limit'] : undefined;
  const shown = records.length + offset;
  const enough = countLimit !== undefined && countLimit <= shown;
  const counts = limit !== undefined && ((records.length === limit && !enough) || Boolean(env.context['force_search_count']));
  const length = counts ? Math.min(matching(model, args['domain'], env).length, countLimit ?? Infinity) : shown;
  return { length, records: webReadRecords(model, records, specification, env) };
}

function searchCount({ model, args, env }: Call): number {
  const count = matching(model, args['domain'], env).length;
  return typeof args['limit'] === 'number' ? Math.min(count, args['limit']) : count;
}

export const READ_METHODS: Readonly<Record<string, Method>> = {
  search: {
    kind: 'model', params: ['domain', 'offset', 'limit', 'order'], required: 1,
    run: ({ model, args, env }) => search(model, args['domain'], env, args).map(({ id }) => id),
  },
  search_count: { kind: 'model', params: ['domain', 'limit'], required: 1, run: searchCount },
  search_read: { kind: 'model', params: ['domain', 'fields', 'offset', 'limit', 'order'], required: 0, open: true, run: searchRead },
  read: {
    kind: 'record', params: ['fields', 'load'], required: 0,
    run: ({ model, ids, args, env }) => readIds(model, ids, names(args['fields']), env, { names: loadsNames(args) }),
  },
  web_read: {
    kind: 'record', params: ['specification'], required: 1,
    run: ({ model, ids, args, env }) => webRead(model, ids, args['specification'] as Specification, env),
  },
  web_search_read: {
    kind: 'model', params: ['domain', 'specification', 'offset', 'limit', 'order', 'count_limit'], required: 2, run: webSearchRead,
  },
};
