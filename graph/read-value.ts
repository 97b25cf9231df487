import { asBoolean, asDate, asDateTime, asFloat, asId, asInteger, asMoney, asText } from '../odoo/client/values.ts';
import type { GraphContext } from './context.ts';
import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';

/** Money as the graph answers it. */
export interface MoneyValue {
  readonly amount: string;
  readonly currency: string;
}

/** An amount in a currency known by its id; null without amount or currency. */
export function moneyOf(context: GraphContext, amount: unknown, currency: unknown): MoneyValue | null {
  const known = context.database.currency(asId(currency) ?? 0);
  const text = known ? asMoney(amount, known.decimals) : null;
  return known && text !== null ? { amount: text, currency: known.name } : null;
}

/** The most digits Odoo keeps of prices and quantities that are no amounts of a currency. */
const QUANTITY_DECIMALS = 6;

/** A price, which may have more digits than its currency (62.5 for a kWh in francs): never fewer than the currency's, never rounded to them. */
export function priceOf(context: GraphContext, price: unknown, currency: unknown): MoneyValue | null {
  const known = context.database.currency(asId(currency) ?? 0);
  const value = asFloat(price, QUANTITY_DECIMALS);
  if (!known || value === null) return null;
  const digits = String(value).split('.')[1]?.length ?? 0;
  return { amount: value.toFixed(Math.max(digits, known.decimals)), currency: known.name };
}

function decimal(raw: unknown): string | null {
  const value = asFloat(raw, QUANTITY_DECIMALS);
  return value === null ? null : String(value);
}

/**
 * Reads a stored field from what Odoo answered, as its type in the graph wants it. An enum value that the SDL does not
 * know is null: the start-up check has named it.
 */
export function readValue(table: GraphTable, type: TypeEntry, field: FieldEntry, live: string, data: Readonly<Record<string, unknown>>, context: GraphContext): unknown {
  const raw = data[live];
  switch (field.typeName) {
    case 'ID':
      return asId(raw)?.toString() ?? asText(raw);
    case 'Boolean':
      return asBoolean(raw);
    case 'Int':
      return asInteger(raw);
    case 'Float':
      return asFloat(raw);
    case 'Decimal':
      return decimal(raw);
    case 'Date':
      return asDate(raw);
    case 'DateTime':
      return asDateTime(raw);
    case 'Money': {
      // Odoo keeps amounts as monetary, and prices as float with digits of their own.
      const read = context.database.field(type.model ?? '', live)?.type === 'float' ? priceOf : moneyOf;
      return read(context, raw, data[context.database.resolve(type.model ?? '', field.currency) ?? '']);
    }
    default: {
      const known = table.enums.get(field.typeName);
      return known ? (known.fromOdoo.get(String(raw)) ?? null) : asText(raw);
    }
  }
}
