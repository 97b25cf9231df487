import { asBoolean, asFloat, asId, asInteger, asName, asText } from '../odoo/client/values.ts';
import { or, where } from '../odoo/domain/build.ts';
import { products } from './collections.ts';
import type { Entity, RemoteRecord } from './entity.ts';
import { newId, takenOver } from './fresh.ts';
import type { ProductDocument, ProductView } from './model.ts';
import type { SyncTools } from './tools.ts';

const MODEL = 'product.product';

export interface ProductRecord extends RemoteRecord<ProductView> {
  readonly category: string | null;
  readonly companyId: number | null;
}

const COLUMNS = { name: 'name', sku: 'default_code', barcode: 'barcode', description: 'description_sale', price: 'list_price', active: 'active' } as const satisfies Record<keyof ProductView, string>;

function readProduct(raw: Readonly<Record<string, unknown>>): ProductRecord {
  return {
    id: asInteger(raw['id']) ?? 0,
    view: {
      name: asText(raw['name']) ?? '',
      sku: asText(raw['default_code']),
      barcode: asText(raw['barcode']),
      description: asText(raw['description_sale']),
      price: asFloat(raw['list_price']) ?? 0,
      active: asBoolean(raw['active']),
    },
    category: asName(raw['categ_id']),
    companyId: asId(raw['company_id']),
    writeDate: asText(raw['write_date']) ?? '',
  };
}

function columnsOf(view: Partial<ProductView>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(view).map(([field, value]) => [COLUMNS[field as keyof ProductView], value ?? false]));
}

/** Goods that are kept in stock, as this Odoo says it. */
function storable(version: number): Readonly<Record<string, unknown>> {
  return version >= 18 ? { type: 'consu', is_storable: true } : { detailed_type: 'product' };
}

/** Products: `dashboard_products` here, `product.product` there. Services are nobody's to manufacture. */
export function productEntity({ odoo, now }: SyncTools): Entity<ProductDocument, ProductView, ProductRecord> {
  const company = odoo.companies.length === 0 ? [] : or(where('company_id', '=', false), where('company_id', 'in', odoo.companies));
  const mirror = ({ category, companyId }: ProductRecord): Pick<ProductDocument, 'category' | 'companyId'> => ({ category, companyId });
  return {
    name: 'PRODUCT',
    model: MODEL,
    documents: products,
    columns: [...Object.values(COLUMNS), 'categ_id', 'company_id', 'write_date'],
    domain: [...where('type', '!=', 'service'), ...company],
    read: readProduct,
    learn: () => Promise.resolve(),
    label: ({ name }) => name,
    local: ({ name, sku, barcode, description, price, active }) => ({ name, sku, barcode, description, price, active }),
    values: (view) => view,
    mirror,
    takes: () => () => true,
    byMethod: [],
    keyDomain(documents) {
      const skus = documents.flatMap(({ sku }) => sku ?? []);
      return skus.length < documents.length ? null : [...where('default_code', 'in', skus), ...company];
    },
    keyOf: ({ view }) => (view.sku === null ? null : { sku: view.sku }),
    initial: ({ name, sku, barcode, description, price, active }) => ({ name, sku, barcode, description, price, active }),
    create(made) {
      const companyId = made[0]?.document.companyId ?? null;
      const goods = { ...storable(odoo.version), ...(companyId !== null && { company_id: companyId }) };
      return odoo.createMany(MODEL, made.map(({ view }) => ({ ...columnsOf(view), ...goods })), companyId);
    },
    advance: () => Promise.resolve([]),
    push: (record, values) => odoo.writeIfUnchanged(MODEL, record.id, columnsOf(values), columnsOf(Object.fromEntries(Object.keys(values).map((field) => [field, record.view[field as keyof ProductView]])))),
    remove: () => Promise.resolve(false),
    isCopy: () => false,
    adopt: (records) =>
      Promise.resolve(records.map((record) => ({ _id: newId(), ...record.view, ...mirror(record), ...takenOver<ProductView>(record, now()) }))),
  };
}
