import type { Row } from './types.ts';
import { audit } from './calendar.ts';

/** Every unit of measure of Odoo 19: id, sequence, active, factor to the unit that it is relative to, that unit, name. */
const TABLE = `
1 100 true 1 - Units
2 600 true 6 1 Pack of 6
3 1000 false 12 1 Dozens
4 100 true 1 - Hours
5 800 true 8 4 Days
6 1 true 0.0166667 4 Minutes
7 100 true 1 - mm
8 1000 false 10 7 cm
9 1000 true 100 8 m
10 1000 false 1000 9 km
11 100 true 1 - m²
12 100 true 1 - ml
13 1000 true 1000 12 L
14 1000 false 1000 13 m³
15 100 true 1 - g
16 1000 true 1000 15 kg
17 1000 true 1000 16 Ton
18 1000 false 28.3495 15 oz
19 1000 false 16 18 lb
20 254 false 2.54 8 in
21 1000 false 12 20 ft
22 300 false 3 21 yd
23 1000 false 1760 22 mi
24 9 false 0.092903 11 ft²
25 2 false 0.0295735 13 fl oz (US)
26 1000 false 32 25 qt (US)
27 400 false 4 26 gal (US)
28 1 false 0.0163871 13 in³
29 1000 false 1728 28 ft³
30 100 true 1 - KWH
`;

interface Unit {
  readonly id: number;
  readonly sequence: number;
  readonly active: boolean;
  readonly relativeFactor: number;
  readonly relativeTo: number | false;
  readonly name: string;
}

const UNITS_BY_ID = new Map(TABLE.trim().split('\n').map((line): [number, Unit] => {
  const [id, sequence, active, factor, relativeTo, ...name] = line.split(' ');
  return [Number(id), {
    id: Number(id), sequence: Number(sequence), active: active === 'true', relativeFactor: Number(factor),
    relativeTo: relativeTo === '-' ? false : Number(relativeTo), name: name.join(' '),
  }];
}));

/** From the root of its kind down to the unit, as `parent_path` has it. */
function lineage(unit: Unit): readonly Unit[] {
  const parent = unit.relativeTo === false ? undefined : UNITS_BY_ID.get(unit.relativeTo);
  return parent === undefined ? [unit] : [...lineage(parent), unit];
}

export const UNITS: readonly Row[] = [...UNITS_BY_ID.values()].map((unit) => ({
  id: unit.id, name: unit.name, sequence: unit.sequence, active: unit.active, relative_factor: unit.relativeFactor, relative_uom_id: unit.relativeTo,
  factor: lineage(unit).reduce((factor, { relativeFactor }) => relativeFactor * factor, 1),
  parent_path: `${lineage(unit).map(({ id }) => id).join('/')}/`, ...audit(0),
}));
