import type { CodeResolver, RootResolver } from '../../../graph/engine.ts';
import { GraphError } from '../../../platform/errors.ts';
import { asFloat, asText } from '../../../odoo/client/values.ts';
import { productChoices, userChoices } from '../../../access/scopes/dashboard.ts';
import { and, isNothing, or, where } from '../../../odoo/domain/build.ts';
import { typeEntry } from '../../../graph/table.ts';
import { visibleRows } from '../../../graph/visibility.ts';
import { View, type DashboardSource } from './services.ts';
import { decimal } from './values.ts';

function sizeOf(first: unknown): number {
  const size = Number(first ?? 50);
  if (!Number.isInteger(size) || size < 1 || size > 200) throw new GraphError('BAD_USER_INPUT', 'first is a whole number from 1 to 200.');
  return size;
}

const pattern = (search: unknown): string => `%${String(search).trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Live drop-downs: one call to Odoo each, nothing of it is kept. */
export const choiceRoots: Readonly<Record<string, RootResolver>> = {
  async odooProducts({ search, first }, context) {
    const size = sizeOf(first);
    const visible = productChoices(context.principal, await visibleRows(context.table, typeEntry(context.table, 'Product'), context));
    if (isNothing(visible)) return [];
    const asked = search ? or(where('name', 'ilike', pattern(search)), where('default_code', 'ilike', pattern(search))) : [];
    const { records } = await context.reader.search('product.product', {
      domain: and(visible, where('type', '!=', 'service'), asked),
      specification: { name: {}, default_code: {}, qty_available: {}, list_price: {} },
      order: 'name, id',
      limit: size,
    });
    return records.map(({ id, name, default_code: sku, qty_available: onHand, list_price: price }) => ({
      id: String(id),
      odooId: id,
      name: asText(name) ?? '',
      sku: asText(sku),
      onHand: quantity(onHand),
      listPrice: quantity(price),
    }));
  },

  async odooUsers({ search, first }, context) {
    const size = sizeOf(first);
    const domain = userChoices(context.principal);
    if (isNothing(domain)) return [];
    const asked = search ? where('name', 'ilike', pattern(search)) : [];
    const { records } = await context.reader.search('res.users', { domain: and(domain, asked), specification: { name: {}, login: {}, email: {} }, order: 'name, id', limit: size });
    return records.map(({ id, name, login, email }) => ({ id: String(id), odooId: id, name: asText(name) ?? '', login: asText(login), email: asText(email) }));
  },
};

const quantity = (value: unknown): string | null => {
  const number = asFloat(value);
  return number === null ? null : decimal(number);
};

interface Choice {
  readonly odooId: number;
}

/** The dashboard's side of a choice, one read for all of them. */
export function choiceFields(source: DashboardSource): Readonly<Record<string, Readonly<Record<string, CodeResolver>>>> {
  return {
    OdooProductChoice: { dashboardProduct: (row, _args, context) => View.of(source, context).productByOdooId.load((row as unknown as Choice).odooId) },
    OdooUserChoice: { dashboardUser: (row, _args, context) => View.of(source, context).userByOdooId.load((row as unknown as Choice).odooId) },
  };
}
