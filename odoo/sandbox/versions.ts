import type { Dataset } from './load.ts';
import { boolean, char, float, many2one, selection, type FieldDef, type ModelDef } from './schema.ts';
import type { Row } from './store.ts';

type Fields = Record<string, FieldDef>;
type Values = Record<string, unknown>;

/** How one model differs from Odoo 19 in versions up to `until`: its fields, and its rows in their words. */
interface Shape {
  readonly model: string;
  readonly until: 17 | 18;
  readonly fields: (fields: Fields) => void;
  readonly row?: (row: Values) => void;
  /** What else of the model is otherwise. */
  readonly otherwise?: Partial<Pick<ModelDef, 'companyRule'>>;
}

function rename<T>(values: Record<string, T>, from: string, to: string): void {
  if (!(from in values)) return;
  values[to] = values[from] as T;
  delete values[from];
}

const PRODUCT_TYPES = selection([['consu', 'Consumable'], ['service', 'Service'], ['product', 'Storable Product']], 'Product Type', {
  required: true,
  default: 'consu',
});
const { default: _, ...OF_VARIANT } = PRODUCT_TYPES;
const WORK_STATES = [
  ['pending', 'Waiting for another WO'], ['waiting', 'Waiting for components'], ['ready', 'Ready'], ['progress', 'In Progress'],
  ['done', 'Finished'], ['cancel', 'Cancelled'],
] as const;

/** One field under an older name, the same otherwise. */
function renamed(model: string, until: 17 | 18, from: string, to: string): Shape {
  return { model, until, fields: (fields) => rename(fields, from, to), row: (row) => rename(row, from, to) };
}

/** A flag that an older version keeps with the opposite meaning. */
function inverted(model: string, until: 17 | 18, from: string, to: string, label: string): Shape {
  return {
    model,
    until,
    fields: (fields) => {
      delete fields[from];
      fields[to] = boolean(label);
    },
    row: (row) => {
      row[to] = row[from] === false;
      delete row[from];
    },
  };
}

const ENTRY_STATES: Readonly<Record<string, string>> = { draft: 'draft', in_process: 'posted', paid: 'posted', canceled: 'cancel' };

function typeOfProduct(row: Values): void {
  if (row['type'] === undefined) return;
  const type = row['type'] === 'consu' && row['is_storable'] === true ? 'product' : row['type'];
  row['type'] = type;
  row['detailed_type'] = type;
  delete row['is_storable'];
}

/** The table of shape changes, newest version first. Where they come from: Odoo's own upgrade notes. */
const SHAPES: readonly Shape[] = [
  {
    model: 'sale.order.line',
    until: 18,
    fields: (fields) => {
      rename(fields, 'product_uom_id', 'product_uom');
      rename(fields, 'tax_ids', 'tax_id');
    },
    row: (row) => {
      rename(row, 'product_uom_id', 'product_uom');
      rename(row, 'tax_ids', 'tax_id');
    },
  },
  {
    model: 'res.partner',
    until: 18,
    fields: (fields) => {
      fields['mobile'] = char('Mobile');
      fields['title'] = many2one('res.partner.title', 'Title');
    },
  },
  {
    model: 'mrp.production',
    until: 18,
    fields: (fields) => {
      fields['lot_producing_id'] = many2one('stock.lot', 'Lot/Serial Number', { copy: false });
      delete fields['lot_producing_ids'];
    },
    row: (row) => {
      const lots = row['lot_producing_ids'];
      if (Array.isArray(lots)) row['lot_producing_id'] = (lots as readonly unknown[])[0] ?? false;
      delete row['lot_producing_ids'];
    },
  },
  {
    model: 'mrp.workorder',
    until: 18,
    fields: (fields) => {
      fields['state'] = selection(WORK_STATES, 'Status', { default: 'pending', copy: false });
    },
    row: (row) => {
      if (row['state'] === 'blocked') row['state'] = 'pending';
    },
  },
  {
    model: 'uom.uom',
    until: 18,
    fields: (fields) => {
      fields['factor_inv'] = float('Bigger Ratio', { readonly: true });
      for (const name of ['relative_factor', 'relative_uom_id', 'related_uom_ids', 'parent_path']) delete fields[name];
    },
    row: (row) => {
      const factor = Number(row['factor'] ?? 1);
      row['factor_inv'] = factor;
      row['factor'] = 1 / factor;
      for (const name of ['relative_factor', 'relative_uom_id', 'parent_path']) delete row[name];
    },
  },
  ...(['product.template', 'product.product'] as const).map(
    (model): Shape => ({
      model,
      until: 17,
      fields: (fields) => {
        const variant = model === 'product.product';
        // Only the template has a default: a variant's own would be written over what its template was made with.
        fields['detailed_type'] = variant ? { ...OF_VARIANT, related: 'product_tmpl_id.detailed_type' } : PRODUCT_TYPES;
        fields['type'] = { ...OF_VARIANT, string: 'Type', readonly: true, related: variant ? 'product_tmpl_id.type' : 'detailed_type', stored: !variant };
        delete fields['is_storable'];
      },
      row: typeOfProduct,
    }),
  ),
  {
    model: 'sale.order.line',
    until: 17,
    fields: (fields) => {
      delete fields['is_storable'];
      delete fields['technical_price_unit'];
    },
    row: (row) => {
      delete row['technical_price_unit'];
    },
  },
  {
    model: 'account.move',
    until: 17,
    fields: (fields) => {
      const state = fields['payment_state'];
      if (state?.selection !== undefined) fields['payment_state'] = { ...state, selection: state.selection.filter(([value]) => value !== 'blocked') };
    },
  },
  { model: 'account.move', until: 17, fields: (fields) => delete fields['matched_payment_ids'] },
  ...['stock.move', 'sale.order.line'].map((model): Shape => ({ model, until: 17, fields: (fields) => delete fields['is_storable'], row: (row) => delete row['is_storable'] })),
  renamed('account.payment', 17, 'memo', 'ref'),
  {
    // A payment was an entry, with an entry's states; whether the bank has confirmed it stands beside.
    model: 'account.payment',
    until: 17,
    fields: (fields) => {
      fields['state'] = selection([['draft', 'Draft'], ['posted', 'Posted'], ['cancel', 'Cancelled']], 'Status', { required: true, default: 'draft', copy: false });
    },
    row: (row) => {
      if (row['state'] === 'paid' || row['state'] === 'in_process') row['is_matched'] = row['state'] === 'paid';
      row['state'] = ENTRY_STATES[String(row['state'])] ?? row['state'];
    },
  },
  renamed('account.move', 17, 'origin_payment_id', 'payment_id'),
  renamed('account.move', 17, 'reversal_move_ids', 'reversal_move_id'),
  inverted('account.move', 17, 'checked', 'to_check', 'To Check'),
  inverted('account.account', 18, 'active', 'deprecated', 'Deprecated'),
  {
    model: 'account.account',
    until: 17,
    otherwise: { companyRule: 'same' },
    fields: (fields) => {
      fields['company_id'] = many2one('res.company', 'Company', { required: true });
      delete fields['company_ids'];
    },
    row: (row) => {
      const companies = row['company_ids'];
      if (Array.isArray(companies)) row['company_id'] = (companies as readonly unknown[])[0] ?? false;
      delete row['company_ids'];
    },
  },
  { model: 'stock.move', until: 17, fields: (fields) => delete fields['location_final_id'], row: (row) => delete row['location_final_id'] },
  { model: 'account.payment', until: 17, fields: (fields) => delete fields['invoice_ids'], row: (row) => delete row['invoice_ids'] },
];

/** Models that newer versions have no more. */
const TITLES: ModelDef = {
  name: 'res.partner.title',
  description: 'Partner Title',
  order: 'name',
  readers: ['Contact/Creation', 'Role / User'],
  fields: { name: char('Title', { required: true, translate: true }), shortcut: char('Abbreviation', { translate: true }) },
};

const shapesOf = (model: string, version: number): readonly Shape[] => SHAPES.filter((shape) => shape.model === model && version <= shape.until);

/** The models as a version of Odoo has them. */
export function modelsInVersion(models: readonly ModelDef[], version: number): readonly ModelDef[] {
  const changed = models.map((model) => {
    const fields: Fields = { ...model.fields };
    for (const shape of shapesOf(model.name, version)) shape.fields(fields);
    const tree = model.parentStore === true && fields[model.parent ?? 'parent_id'] === undefined ? { parentStore: false, order: 'id' } : {};
    const others = Object.assign({}, ...shapesOf(model.name, version).map((shape) => shape.otherwise ?? {})) as Partial<ModelDef>;
    return { ...model, ...others, ...tree, fields };
  });
  return version <= 18 ? [...changed, TITLES] : changed;
}

/** The rows in a version's words, without the columns that the database lacks. */
export function rowsInVersion(dataset: Dataset, version: number, has: (model: string, field: string) => boolean): Dataset {
  return Object.fromEntries(
    Object.entries(dataset).map(([model, rows]) => [model, rows.map((row) => inVersion(row, shapesOf(model, version), (field) => has(model, field)))]),
  );
}

function inVersion(row: Row, shapes: readonly Shape[], has: (field: string) => boolean): Row {
  const values: Values = { ...row };
  for (const shape of shapes) shape.row?.(values);
  for (const name of Object.keys(values)) if (name !== 'id' && isOptional(name) && !has(name)) delete values[name];
  return { ...values, id: row.id };
}

/** Columns that a database may lack by its options; any other unknown column is a mistake in the data set. */
const isOptional = (name: string): boolean => name.startsWith('approv') || name.startsWith('sale_approval_') || name === 'x_sa_id' || name === 'x_actor_id';
