import type { Env } from '../../env.ts';
import { validationError } from '../../errors.ts';
import type { SandboxRecord } from '../../record.ts';
import type { Business } from '../types.ts';

/** A lot of a company's product is the company's. */
function prepare(vals: Readonly<Record<string, unknown>>, env: Env): Readonly<Record<string, unknown>> {
  const company = env.record('product.product', vals['product_id'])?.value('company_id') ?? false;
  return vals['company_id'] === undefined ? { company_id: company } : {};
}

/** A number names one lot of a product in a company, and for all companies when it belongs to none. */
function checkUnique(lot: SandboxRecord): void {
  const { env } = lot;
  const same = env.records('stock.lot').filter((other) => other.text('name') === lot.text('name') && other.value('product_id') === lot.value('product_id'));
  const clashes = same.some((other) => other.id !== lot.id && [false, lot.value('company_id')].includes(other.value('company_id')));
  if (!clashes && !(lot.value('company_id') === false && same.length > 1)) return;
  throw validationError(
    'The combination of lot/serial number and product must be unique within a company including when no company is defined.\n' +
      `The following combinations contain duplicates:\n - Product: ${lot.one('product_id')?.displayName() || ''}, Lot/Serial Number: ${lot.text('name')}`,
  );
}

export const LOTS: Business = { prepare, created: checkUnique, written: checkUnique };
