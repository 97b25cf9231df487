import type { Row, Rows } from './types.ts';
import { audit } from './calendar.ts';

export const CATEGORY = {
  ENERGY: 1001, SOLAR_KITS: 1002, E_MOBILITY: 1003, ACCESSORIES: 1004, SPARE_PARTS: 1005, FIELD_SERVICES: 1006, PLANS: 1007, PACKS: 1008,
} as const;

type Fact = readonly [id: number, name: string, parent: number | false];

const FACTS: readonly Fact[] = [
  [CATEGORY.ENERGY, 'Energy', false],
  [CATEGORY.SOLAR_KITS, 'Solar kits', CATEGORY.ENERGY],
  [CATEGORY.E_MOBILITY, 'E-mobility', CATEGORY.ENERGY],
  [CATEGORY.ACCESSORIES, 'Accessories', CATEGORY.ENERGY],
  [CATEGORY.SPARE_PARTS, 'Spare parts', CATEGORY.ACCESSORIES],
  [CATEGORY.FIELD_SERVICES, 'Field services', 3],
  [CATEGORY.PLANS, 'Plans', 3],
  [CATEGORY.PACKS, 'Packs', CATEGORY.ENERGY],
];

const BASE_NAMES: Readonly<Record<number, string>> = { 1: 'Goods', 2: 'Expenses', 3: 'Services' };

/** `Energy / Accessories / Spare parts`. */
export function categoryName(id: number): string {
  const fact = FACTS.find(([known]) => known === id);
  if (fact === undefined) return BASE_NAMES[id] ?? '';
  const [, name, parent] = fact;
  return parent === false ? name : `${categoryName(parent)} / ${name}`;
}

function path(id: number | false): string {
  if (id === false) return '';
  const parent = FACTS.find(([known]) => known === id)?.[2] ?? false;
  return `${path(parent)}${id}/`;
}

/** Whether a category is another one or below it. */
export function isWithin(id: number, ancestor: number): boolean {
  return path(id).split('/').includes(String(ancestor));
}

function category([id, name, parent]: Fact): Row {
  return {
    id, name, complete_name: categoryName(id), display_name: categoryName(id), parent_id: parent, parent_path: path(id), ...audit(3),
  };
}

export const CATEGORIES: Rows = { 'product.category': FACTS.map(category) };
