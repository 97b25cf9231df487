import type { Db } from 'mongodb';
import { changesTo, historyOf } from './apply.ts';
import { products } from './collections.ts';
import { Documents, type Values } from './documents.ts';
import { newId, newlyMade } from './fresh.ts';
import type { Edit, ProductDocument, ProductView } from './model.ts';

export type ProductInput = Omit<ProductView, 'sku' | 'active'> & { readonly sku: string; readonly active?: boolean };

export interface ProductRefused {
  readonly refused: 'NOT_FOUND' | 'STALE_VERSION' | 'SKU_TAKEN' | 'ALREADY_LINKED' | 'LINK_TAKEN';
  readonly field: string | null;
}

interface Editing {
  readonly by: string;
  readonly now: Date;
  readonly companyId: number | null;
  /** MongoDB filter of what the caller sees. */
  readonly visible: Values;
}

/** Makes a product that waits for Odoo. Its SKU is what it is found by there, so it has one and nobody else does. */
export async function createProduct(db: Db, input: ProductInput, { by, now, companyId }: Editing): Promise<ProductDocument | ProductRefused> {
  if (await skuTaken(db, input.sku, null)) return { refused: 'SKU_TAKEN', field: 'sku' };
  const document: ProductDocument = {
    _id: newId(),
    ...newlyMade<ProductView>(now),
    active: true,
    ...input,
    category: null,
    companyId,
    history: [{ at: now, side: 'DASHBOARD', by, changes: [{ field: 'created', from: false, to: true }] }],
  };
  await new Documents<ProductDocument>(products, db).insert(document);
  return document;
}

export async function updateProduct(db: Db, id: string, version: number | null, input: Partial<ProductInput>, editing: Editing): Promise<ProductDocument | ProductRefused> {
  if (input.sku !== undefined && (await skuTaken(db, input.sku, id))) return { refused: 'SKU_TAKEN', field: 'sku' };
  return write(db, id, version, editing, (product) => {
    const { now, by } = editing;
    const changes = changesTo(product, input as Values);
    if (changes.length === 0) return null;
    const edits: Record<string, Edit> = { ...product.edits };
    for (const { field } of changes) edits[field] = { at: now, by };
    return { set: { ...input, edits, ...WAITING, updatedAt: now }, more: historyOf('DASHBOARD', by, now, changes) };
  });
}

/** Says by hand which of Odoo's products this is. What both say differently is then a matter of the merge, Odoo preferred. */
export async function linkProduct(db: Db, id: string, odooId: number, editing: Editing): Promise<ProductDocument | ProductRefused> {
  if ((await products.in(db).countDocuments({ odooId, _id: { $ne: id } }, { limit: 1 })) > 0) return { refused: 'LINK_TAKEN', field: 'odooProductId' };
  return write(db, id, null, editing, (product) => {
    if (product.odooId === odooId) return null;
    if (product.odooId !== undefined) return { refused: 'ALREADY_LINKED', field: 'id' };
    return { set: { odooId, ...WAITING, updatedAt: editing.now }, more: historyOf('DASHBOARD', editing.by, editing.now, [{ field: 'odooId', from: null, to: odooId }]) };
  });
}

const WAITING = { pending: true, syncState: 'PENDING', syncProblem: null, attempts: 0, retryAt: null } as const;

async function skuTaken(db: Db, sku: string, id: string | null): Promise<boolean> {
  return (await products.in(db).countDocuments({ sku, deleted: null, ...(id !== null && { _id: { $ne: id } }) }, { limit: 1 })) > 0;
}

type Change = { readonly set: Values; readonly more: Values } | ProductRefused | null;

async function write(db: Db, id: string, version: number | null, { visible }: Editing, decide: (product: ProductDocument) => Change): Promise<ProductDocument | ProductRefused> {
  const documents = new Documents<ProductDocument>(products, db);
  for (;;) {
    const [product] = await documents.find({ $and: [{ _id: id, deleted: null }, visible] }, { limit: 1 });
    if (product === undefined) return { refused: 'NOT_FOUND', field: 'id' };
    if (version !== null && product.version !== version) return { refused: 'STALE_VERSION', field: 'version' };
    const change = decide(product);
    if (change === null) return product;
    if ('refused' in change) return change;
    if (await documents.replaceIf(id, product.rev, change.set, { ...change.more, $inc: { version: 1 } })) return (await documents.byId(id)) ?? product;
  }
}
