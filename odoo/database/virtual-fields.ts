import { and, EVERYTHING, not, or, where } from '../domain/build.ts';
import type { Domain } from '../domain/types.ts';
import type { FieldInfo } from '../port.ts';

/**
 * A field of the contract that the live database keeps in another shape: other values, or spread over several fields.
 * `fold`, `is_storable` and their like are answered through this, whatever the version.
 */
export interface VirtualField {
  readonly type: 'selection' | 'boolean';
  /** Live fields to read so that `decode` can answer. */
  readonly reads: readonly string[];
  /** The canonical values that can occur in this database. */
  readonly values: readonly (string | boolean)[];
  decode(row: Readonly<Record<string, unknown>>): string | boolean | null;
  /**
   * The rows with one of the values (`=`, `in`) or with none of them (`!=`, `not in`), in live names. null stands for
   * empty; a boolean may be given by its name.
   */
  domain(operator: VirtualOperator, values: readonly (string | boolean | null)[]): Domain;
}

export type VirtualOperator = '=' | '!=' | 'in' | 'not in';

type Fields = ReadonlyMap<string, FieldInfo>;

interface VirtualEntry {
  readonly models: readonly string[];
  readonly field: string;
  /** null where the live field can be read as it is, or is not there at all. */
  readonly build: (fields: Fields) => VirtualField | null;
}

/** From "which rows have this value" to both operators. */
function virtual(parts: Omit<VirtualField, 'domain'> & { rows(value: string | boolean | null): Domain }): VirtualField {
  const { rows, ...rest } = parts;
  const meant = (value: string | boolean | null): string | boolean | null => (rest.type === 'boolean' ? value === true || value === 'true' : value);
  return {
    ...rest,
    domain(operator, values) {
      const matching = or(...values.map((value) => rows(meant(value))));
      return operator === 'in' || operator === '=' ? matching : not(matching);
    },
  };
}

function has(fields: Fields, field: string, value: string): boolean {
  return fields.get(field)?.selection?.some(([known]) => known === value) ?? false;
}

/** One live selection field whose values have other names; values that are not named stay. */
function renamedValues(fields: Fields, live: string, renames: Readonly<Record<string, string>>): VirtualField | null {
  const selection = fields.get(live)?.selection;
  if (selection === undefined || !selection.some(([value]) => value in renames)) return null;
  const canonical = (value: string): string => renames[value] ?? value;
  return virtual({
    type: 'selection',
    reads: [live],
    values: [...new Set(selection.map(([value]) => canonical(value)))],
    decode: (row) => (typeof row[live] === 'string' ? canonical(row[live]) : null),
    rows: (wanted) =>
      wanted === null ? where(live, '=', false) : where(live, 'in', selection.map(([value]) => value).filter((value) => canonical(value) === wanted)),
  });
}

/** One live boolean, possibly under another name or with the opposite meaning. */
function flag(live: string, inverted: boolean): VirtualField {
  return virtual({
    type: 'boolean',
    reads: [live],
    values: [true, false],
    decode: (row) => (row[live] === true) !== inverted,
    // An unset boolean is NULL in the database, and Odoo's `= False` finds it, while `= True` does not.
    rows: (wanted) => where(live, '=', (wanted === true) !== inverted),
  });
}

/** product / consu / service / combo: `detailed_type` until 17, `type` with `is_storable` since 18 (domain.md 5.3). */
function productType(fields: Fields): VirtualField | null {
  if (fields.has('detailed_type')) {
    const own: readonly unknown[] = ['product', 'consu', 'combo'];
    return virtual({
      type: 'selection',
      reads: ['detailed_type', 'type'],
      values: ['product', 'consu', 'service', ...(has(fields, 'detailed_type', 'combo') ? ['combo'] : [])],
      // Apps add their own detailed types (event, course …), which are services.
      decode: ({ detailed_type: detailed, type }) => (typeof detailed === 'string' && own.includes(detailed) ? detailed : typeof type === 'string' ? type : null),
      rows: (wanted) => (wanted === 'service' ? where('type', '=', 'service') : where('detailed_type', '=', wanted ?? false)),
    });
  }
  if (!fields.has('type')) return null;
  const tracksStock = fields.has('is_storable');
  return virtual({
    type: 'selection',
    reads: tracksStock ? ['type', 'is_storable'] : ['type'],
    values: [...(tracksStock ? ['product'] : []), 'consu', 'service', ...(has(fields, 'type', 'combo') ? ['combo'] : [])],
    decode: ({ type, is_storable: storable }) => (type === 'consu' && storable === true ? 'product' : typeof type === 'string' ? type : null),
    rows: (wanted) => {
      const goods = where('type', '=', 'consu');
      if (wanted === 'product') return tracksStock ? and(goods, where('is_storable', '=', true)) : where('id', 'in', []);
      if (wanted === 'consu') return and(goods, tracksStock ? where('is_storable', '=', false) : EVERYTHING);
      return where('type', '=', wanted ?? false);
    },
  });
}

/** Until 17 a payment had the states of its entry; whether the bank confirmed it is `is_matched`. */
function paymentState(fields: Fields): VirtualField | null {
  if (!has(fields, 'state', 'posted')) return null;
  const names: Readonly<Record<string, string>> = { draft: 'draft', cancel: 'canceled' };
  return virtual({
    type: 'selection',
    reads: ['state', 'is_matched'],
    values: ['draft', 'in_process', 'paid', 'canceled'],
    decode: ({ state, is_matched: matched }) => {
      if (state === 'posted') return matched === true ? 'paid' : 'in_process';
      return typeof state === 'string' ? (names[state] ?? state) : null;
    },
    rows: (wanted) => {
      if (wanted === 'in_process' || wanted === 'paid') return and(where('state', '=', 'posted'), where('is_matched', '=', wanted === 'paid'));
      if (wanted === 'canceled') return where('state', '=', 'cancel');
      return where('state', '=', wanted ?? false);
    },
  });
}

/** The stage that closes a ticket: `is_close` until 14, `closed` in OCA's helpdesk_mgmt, `fold` since (domain.md 5.7). */
function closingStage(fields: Fields): VirtualField | null {
  const live = ['is_close', 'closed', 'fold'].find((name) => fields.has(name));
  return live === undefined ? null : flag(live, false);
}

const ASSOCIATIONS = ['customer', 'sale_order', 'ticket', 'fleet', 'production', 'picking', 'asset'].flatMap((object) => [
  `ov.sa_${object}_assignment`,
  `ov.actor_sa_${object}_assignment`,
]);

export const VIRTUAL_FIELDS: readonly VirtualEntry[] = [
  { models: ['product.template', 'product.product'], field: 'product_type', build: productType },
  {
    models: ['product.template', 'product.product'],
    field: 'type',
    build: (fields) => renamedValues(fields, 'type', { product: 'consu' }),
  },
  {
    models: ['product.template', 'product.product'],
    field: 'is_storable',
    build: (fields) => {
      if (fields.has('is_storable') || !fields.has('detailed_type')) return null;
      return virtual({
        type: 'boolean',
        reads: ['detailed_type'],
        values: [true, false],
        decode: (row) => row['detailed_type'] === 'product',
        rows: (wanted) => where('detailed_type', wanted === true ? '=' : '!=', 'product'),
      });
    },
  },
  { models: ['account.payment'], field: 'state', build: paymentState },
  {
    models: ['account.move'],
    field: 'checked',
    build: (fields) => (!fields.has('checked') && fields.has('to_check') ? flag('to_check', true) : null),
  },
  {
    models: ['account.account'],
    field: 'active',
    build: (fields) => (!fields.has('active') && fields.has('deprecated') ? flag('deprecated', true) : null), // ≤ 18
  },
  {
    models: ['mrp.workorder'],
    field: 'state',
    build: (fields) => renamedValues(fields, 'state', { pending: 'blocked', waiting: 'blocked' }),
  },
  { models: ['helpdesk.stage'], field: 'closing', build: closingStage },
  // The seed's first membership form knew the values agent and manager (domain.md D4).
  { models: ['ov.membership'], field: 'role_code', build: (fields) => renamedValues(fields, fields.has('role_code') ? 'role_code' : 'role', { manager: 'staff' }) },
  { models: ASSOCIATIONS, field: 'state', build: (fields) => renamedValues(fields, 'state', { inactive: 'expired' }) },
];

const BY_FIELD: ReadonlyMap<string, VirtualEntry['build']> = new Map(
  VIRTUAL_FIELDS.flatMap(({ models, field, build }) => models.map((model) => [`${model}.${field}`, build] as const)),
);

/** The translation that a field of the contract needs in this database, or null. */
export function buildVirtual(canonicalModel: string, field: string, fields: Fields): VirtualField | null {
  return BY_FIELD.get(`${canonicalModel}.${field}`)?.(fields) ?? null;
}
