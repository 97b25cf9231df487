import type { InputCheck } from '../../../graph/mutations/input.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { and, where } from '../../../odoo/domain/build.ts';
import { asText } from '../../../odoo/client/values.ts';
import { idOf } from '../../../access/odoo-records.ts';

/** So many of a product that come in, with the numbers of the units where they are told apart. */
export interface ReceivedLine {
  readonly product: number;
  readonly name: string;
  readonly tracking: 'serial' | 'lot' | 'none';
  readonly quantity: number;
  readonly serials: readonly string[];
  readonly path: readonly (string | number)[];
}

/** One line of a movement: so many, under a number or under none. */
export interface NamedUnit {
  readonly lot_name?: string;
  readonly quantity: number;
}

const MAX_NAME = 100;

/** Each unit that comes in with its number. What is tracked needs numbers, one of its own for each serial. */
export function unitsOf(line: ReceivedLine, check: InputCheck): readonly NamedUnit[] {
  const { tracking, quantity, path } = line;
  const names = line.serials.map((name, index) => check.line(name, [...path, 'serials', index], { required: true, max: MAX_NAME }) ?? '');
  if (tracking === 'none') {
    if (names.length > 0) check.refuse('INVALID_VALUE', [...path, 'serials'], { reason: 'The product is not tracked by serial or lot.' });
    return [{ quantity }];
  }
  if (names.length === 0) check.refuse('SERIAL_REQUIRED', [...path, 'serials'], { product: line.name });
  else if (tracking === 'lot' && names.length > 1) check.refuse('INVALID_VALUE', [...path, 'serials'], { reason: 'Give one lot for each line.' });
  else if (tracking === 'serial' && (names.length !== quantity || new Set(names).size !== names.length)) check.refuse('SERIAL_QUANTITY', [...path, 'serials']);
  return names.map((name) => ({ lot_name: name, quantity: tracking === 'serial' ? 1 : quantity }));
}

/** Refuses serial numbers that are there already, and those that two lines name. Lots may grow. */
export async function checkNew(lines: readonly ReceivedLine[], check: InputCheck, { reader }: MutationContext): Promise<void> {
  const serial = lines.filter(({ tracking }) => tracking === 'serial');
  const names = serial.flatMap(({ serials }) => serials.map((name) => name.normalize('NFC').trim()));
  if (names.length === 0) return;
  const domain = and(where('name', 'in', names), where('product_id', 'in', serial.map(({ product }) => product)));
  const { records } = await reader.search('stock.lot', { domain, specification: { name: {}, product_id: {} } });
  const known = new Set(records.map((row) => `${idOf(row.product_id)} ${asText(row.name)}`));
  const seen = new Set<string>();
  for (const { product, serials, path } of serial) {
    serials.forEach((given, index) => {
      const name = given.normalize('NFC').trim();
      const key = `${product} ${name}`;
      if (known.has(key)) check.refuse('SERIAL_EXISTS', [...path, 'serials', index], { serial: name });
      else if (seen.has(key)) check.refuse('SERIAL_QUANTITY', [...path, 'serials', index]);
      seen.add(key);
    });
  }
}
