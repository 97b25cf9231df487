import { compileDomain, type RecordView } from '../../odoo/domain/evaluate.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { OdooCall, OdooPort, OdooRequest } from '../../odoo/port.ts';
import { dataset } from '../../odoo/sandbox/data/dataset.ts';
import type { Dataset, Row, Value } from '../../odoo/sandbox/data/types.ts';
import { GOVERNED_OBJECTS, accountAssociation, actorAssociation } from '../../odoo/sandbox/models/associations.ts';
import { BASE } from '../../odoo/sandbox/models/base.ts';
import { GOVERNANCE } from '../../odoo/sandbox/models/governance.ts';
import { SALE } from '../../odoo/sandbox/models/sale.ts';
import { SUBSCRIPTION } from '../../odoo/sandbox/models/subscription.ts';
import type { FieldDef } from '../../odoo/sandbox/schema.ts';
import type { DatabaseShape } from '../../access/odoo-records.ts';

export const STORAGES = ['two-table', 'two-table without inverses', 'one-table', 'one-table without inverses', 'stamps', 'two-table beside stamps'] as const;
export type Storage = (typeof STORAGES)[number];

export interface World {
  /** Association tables, stamps on the records, or both. */
  readonly tables: boolean;
  readonly stamps: boolean;
  readonly odoo: OdooPort;
  readonly database: DatabaseShape;
  readonly data: Dataset;
  /** The models that were asked for, call by call. */
  readonly calls: string[];
  /** What a search finds, ascending. */
  ids(model: string, domain: Domain): Promise<readonly number[]>;
}

export const INVERSES: readonly string[] = ['ov_sa_assignment_ids', 'ov_membership_ids', 'membership_ids'];

export const REQUEST: OdooRequest = { signal: new AbortController().signal, deadline: Number.MAX_SAFE_INTEGER, tenant: 'test' };

/** The same company with one row changed. */
export function changed(model: string, id: number, patch: Readonly<Record<string, Value>>): (data: Dataset) => Dataset {
  return (data) => ({ ...data, [model]: (data[model] ?? []).map((row) => (row.id === id ? { ...row, ...patch } : row)) });
}

export function openWorld(storage: Storage, change: (data: Dataset) => Dataset = (data) => data): World {
  const generation = storage.startsWith('two-table') ? 'two-table' : storage.startsWith('one-table') ? 'one-table' : 'stamps';
  const data = change(dataset({ generation }));
  const hasStamps = storage.includes('stamps');
  const models = new Map<string, Readonly<Record<string, FieldDef>>>();
  for (const { name, fields } of [...BASE, ...GOVERNANCE, ...SALE, ...SUBSCRIPTION]) models.set(name, fields);
  if (generation !== 'stamps') {
    for (const object of GOVERNED_OBJECTS) {
      const rows = accountAssociation(object, generation === 'one-table');
      models.set(rows.name, rows.fields);
      const actors = actorAssociation(object);
      if (generation === 'two-table') models.set(actors.name, actors.fields);
    }
  }
  const gone = (model: string, name: string): boolean =>
    (!hasStamps && (name === 'x_sa_id' || name === 'x_actor_id')) ||
    (storage.includes('without') && INVERSES.includes(name) && model !== 'ov.serviced_account') ||
    (generation === 'stamps' && name === 'ov_sa_assignment_ids');
  const field = (model: string, name: string): FieldDef | undefined => (gone(model, name) ? undefined : models.get(model)?.[name]);
  const table = new Map(Object.entries(data).map(([model, rows]) => [model, new Map(rows.map((row) => [row.id, row]))]));

  const view = (model: string, row: Row): RecordView & { row: Row } => ({
    row,
    value(name) {
      if (name === 'id') return row.id;
      const def = field(model, name);
      if (def === undefined) throw new Error(`Invalid field '${name}' on '${model}'`);
      if (def.type === 'one2many') return [...(table.get(def.relation ?? '')?.values() ?? [])].filter((other) => other[def.inverse ?? ''] === row.id).map(({ id }) => id);
      return row[name] ?? false;
    },
    related(name) {
      const relation = field(model, name)?.relation ?? '';
      return [this.value(name)].flat().flatMap((id) => {
        const other = table.get(relation)?.get(id as number);
        return other === undefined ? [] : [view(relation, other)];
      });
    },
  });
  const search = (model: string, domain: Domain): (RecordView & { row: Row })[] => {
    if (!models.has(model)) throw new Error(`no model ${model}`);
    return [...(table.get(model)?.values() ?? [])].filter((row) => row['active'] !== false).map((row) => view(model, row)).filter(compileDomain(domain));
  };
  const read = (model: string, record: RecordView, specification: object): Record<string, unknown> =>
    Object.fromEntries([
      ['id', record.value('id')],
      ...Object.entries(specification).map(([name, wanted]): [string, unknown] => {
        const def = field(model, name);
        const below = (wanted as { fields?: object }).fields;
        const value = record.value(name);
        if (def?.relation === undefined || below === undefined) return [name, value];
        const rows = record.related(name).map((other) => read(def.relation ?? '', other, below));
        return [name, def.type === 'many2one' ? (rows[0] ?? false) : rows];
      }),
    ]);

  const calls: string[] = [];
  return {
    tables: generation !== 'stamps',
    stamps: hasStamps,
    data,
    calls,
    database: {
      has: (model) => models.has(model),
      model: (model) => (models.has(model) ? model : null),
      field: (model, name) => {
        const def = field(model, name);
        return def === undefined ? null : { type: def.type, ...(def.relation === undefined ? {} : { relation: def.relation }) };
      },
    },
    ids: async (model, domain) => search(model, domain).map(({ row }) => row.id).sort((a, b) => a - b),
    odoo: {
      version: { major: 19, minor: 0, text: '19.0' },
      transport: 'json2',
      async call<T>({ model, method, args }: OdooCall): Promise<T> {
        if (method !== 'web_search_read') throw new Error(`unexpected ${method}`);
        calls.push(model);
        const { domain, specification } = args as { domain: Domain; specification: object };
        return { records: search(model, domain).map((record) => read(model, record, specification)) } as T;
      },
      close: async () => undefined,
    },
  };
}
