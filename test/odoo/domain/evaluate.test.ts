import { describe, expect, it } from 'vitest';
import { matches } from '../../../odoo/domain/evaluate.ts';
import type { RecordView } from '../../../odoo/domain/record-view.ts';
import type { Domain } from '../../../odoo/domain/types.ts';

/** A record in the form of a nested `web_read` answer. */
interface Row {
  readonly [field: string]: unknown;
}

function view(row: Row): RecordView {
  const nested = (value: unknown): readonly Row[] => {
    if (Array.isArray(value)) return value.filter((item): item is Row => typeof item === 'object' && item !== null);
    return typeof value === 'object' && value !== null ? [value as Row] : [];
  };
  return {
    value(field) {
      const value = row[field];
      if (Array.isArray(value)) return value.map((item: unknown) => nested(item)[0]?.['id'] ?? item);
      return nested(value)[0]?.['id'] ?? value;
    },
    related: (field) => nested(row[field]).map(view),
  };
}

const typed = (row: Row, kinds: Readonly<Record<string, string>>): RecordView => ({ ...view(row), kind: (field) => kinds[field] });

const togo = { id: 1002, display_name: 'Togo', name: 'Togo', parent_id: false, active: true };
const lome = { id: 1004, display_name: 'Lomé', name: 'Lomé', parent_id: togo, active: true };
const order: Row = {
  id: 7,
  name: 'S00007',
  state: 'sale',
  note: false,
  locked: false,
  amount_total: 1200.5,
  margin: 0,
  validity_date: false,
  date_order: '2026-03-05 23:30:00',
  start_date: '2026-03-05',
  account_id: lome,
  user_id: false,
  tag_ids: [],
  line_ids: [
    { id: 71, product_id: { id: 5, display_name: '[PNL] Panel', default_code: 'PNL' }, qty: 2 },
    { id: 72, product_id: { id: 6, display_name: '[BAT] Battery', default_code: 'BAT' }, qty: 9 },
  ],
};

const holds = (...domain: Domain): boolean => matches(domain, view(order));

describe('logic', () => {
  it.each<[string, Domain, boolean]>([
    ['the empty domain matches', [], true],
    ['neighbours are joined by and', [['id', '=', 7], ['state', '=', 'draft']], false],
    ['| takes two terms', ['|', ['state', '=', 'draft'], ['id', '=', 7]], true],
    ['operators nest in prefix order', ['&', '|', ['id', '=', 1], ['id', '=', 7], '!', ['state', '=', 'draft']], true],
    ['a third term is joined to an or by and', ['|', ['id', '=', 7], ['id', '=', 8], ['state', '=', 'draft']], false],
    ['! is a complement', ['!', ['id', '=', 7]], false],
  ])('%s', (_, domain, expected) => expect(matches(domain, view(order))).toBe(expected));

  it('knows the constants true and false', () => {
    expect(matches([[1, '=', 1]] as unknown as Domain, view(order))).toBe(true);
    expect(matches([[0, '=', 1]] as unknown as Domain, view(order))).toBe(false);
  });

  it('refuses malformed domains and unknown operators', () => {
    expect(() => matches(['&', ['id', '=', 7]], view(order))).toThrow(SyntaxError);
    expect(() => matches([['id', '~', 7]], view(order))).toThrow(/invalid operator "~" on id/);
    expect(() => matches([['id', '=']] as unknown as Domain, view(order))).toThrow(/invalid item/);
  });
});

describe('equality', () => {
  it.each<[string, Domain, boolean]>([
    ['= false matches an empty text', [['note', '=', false]], true],
    ['= false matches an empty many2one', [['user_id', '=', false]], true],
    ['= false matches an empty x2many', [['tag_ids', '=', false]], true],
    ['= false matches a false boolean', [['locked', '=', false]], true],
    ['= false matches zero', [['margin', '=', false]], true],
    ['= false does not match what is set', [['account_id', '=', false]], false],
    ['null is as good as false', [['user_id', '=', null]], true],
    ['!= matches null', [['note', '!=', 'x']], true],
    ['!= false wants a value', [['user_id', '!=', false]], false],
    ['in matches a many2one by id', [['account_id', 'in', [1004, 1005]]], true],
    ['in with false also matches what is empty', [['user_id', 'in', [2, false]]], true],
    ['in without values matches nothing', [['id', 'in', []]], false],
    ['not in without values matches everything', [['id', 'not in', []]], true],
    ['not in matches null', [['user_id', 'not in', [2]]], true],
    ['not in with false refuses null', [['user_id', 'not in', [2, false]]], false],
    ['in on an x2many wants one of its ids', [['line_ids', 'in', [72, 99]]], true],
    ['!= on an x2many refuses when one id matches', [['line_ids', '!=', 71]], false],
    ['= with a list means in', [['state', '=', ['draft', 'sale']]], true],
    ['= with an empty list means not set', [['tag_ids', '=', []]], true],
    ['in with a scalar wraps it', [['state', 'in', 'sale']], true],
    ['a many2one compares to text by display name', [['account_id', '=', 'Lomé']], true],
    ['a boolean reads 1 as true', [['locked', '=', 1]], false],
    ['=? without a value matches everything', [['state', '=?', false]], true],
    ['=? with a value compares', [['state', '=?', 'draft']], false],
  ])('%s', (_, domain, expected) => expect(matches(domain, view(order))).toBe(expected));
});

describe('comparison', () => {
  it.each<[string, Domain, boolean]>([
    ['numbers', [['amount_total', '>', 1200]], true],
    ['zero against false', [['margin', '>=', false]], true],
    ['a null date is never less', [['validity_date', '<', '2030-01-01']], false],
    ['its complement matches null', ['!', ['validity_date', '<', '2030-01-01']], true],
    ['a datetime is not after the day it lies in', [['date_order', '>', '2026-03-05']], false],
    ['a datetime is up to the day it lies in', [['date_order', '<=', '2026-03-05']], true],
    ['a datetime is at or after midnight', [['date_order', '>=', '2026-03-05']], true],
    ['a date reads a datetime as its day', [['start_date', '>=', '2026-03-05 12:00:00']], true],
    ['an ISO datetime is read', [['date_order', '=', '2026-03-05T23:30:00']], true],
    ['text against a number never matches', [['name', '>', 3]], false],
  ])('%s', (_, domain, expected) => expect(matches(domain, view(order))).toBe(expected));

  it('reads a bare date against a datetime in the time zone of the caller', () => {
    const offset = (): number => 60;
    expect(matches([['date_order', '>=', '2026-03-06']], view(order))).toBe(false);
    expect(matches([['date_order', '>', '2026-03-05']], view({ ...order, date_order: '2026-03-05 23:00:00' }), { offset })).toBe(true);
    expect(matches([['date_order', '>', '2026-03-05']], view({ ...order, date_order: '2026-03-05 22:59:59' }), { offset })).toBe(false);
  });

  it('takes a null text as the empty one, once it knows the type', () => {
    expect(matches([['note', '<', 'a']], view(order))).toBe(false);
    expect(matches([['note', '<', 'a']], typed(order, { note: 'char' }))).toBe(true);
  });

  it('does not take 0 for an empty reference, once it knows the type', () => {
    expect(matches([['user_id', 'in', [0]]], typed(order, { user_id: 'many2one' }))).toBe(false);
    expect(matches([['margin', 'in', [false]]], typed(order, { margin: 'float' }))).toBe(true);
  });
});

describe('patterns', () => {
  it.each<[string, Domain, boolean]>([
    ['like finds a part', [['name', 'like', '000']], true],
    ['like minds the case', [['name', 'like', 's0']], false],
    ['ilike does not', [['name', 'ilike', 's0']], true],
    ['ilike folds the case of accented letters', [['account_id', 'ilike', 'LOMÉ']], true],
    ['ilike does not fold accents', [['account_id', 'ilike', 'lome']], false],
    ['=like is anchored', [['name', '=like', 'S0']], false],
    ['a hyphen beside % is a hyphen', [['name', '=like', 'S%-7']], false],
    ['% stands for any text', [['name', '=like', 'S%7']], true],
    ['_ stands for one character', [['name', '=ilike', 's____7']], true],
    ['a backslash takes the next character literally', [['name', '=like', 'S\\%7']], false],
    ['brackets are plain text', [['line_ids.product_id', 'like', '[PNL]']], true],
    ['not like matches null', [['note', 'not like', 'x']], true],
    ['the empty pattern is in every text', [['note', 'like', '']], true],
    ['the empty pattern equals what is not set', [['note', '=like', '']], true],
    ['numbers are looked at as text', [['amount_total', '=like', '1200.%']], true],
    ['an x2many is searched by display name', [['line_ids.product_id', 'ilike', 'battery']], true],
  ])('%s', (_, domain, expected) => expect(matches(domain, view(order))).toBe(expected));
});

it('finds the empty pattern in a relation that is set, once it knows the type', () => {
  const kinds = { user_id: 'many2one', account_id: 'many2one' };
  expect(matches([['user_id', 'ilike', '']], typed(order, kinds))).toBe(false);
  expect(matches([['account_id', 'ilike', '']], typed(order, kinds))).toBe(true);
});

describe('paths', () => {
  it('is satisfied by one record of an x2many, each condition on its own', () => {
    expect(holds(['line_ids.qty', '=', 2], ['line_ids.product_id.default_code', '=', 'BAT'])).toBe(true);
    expect(holds(['line_ids', 'any', [['qty', '=', 2], ['product_id.default_code', '=', 'BAT']]])).toBe(false);
  });

  it('never matches through an empty reference, not even a negative condition', () => {
    expect(holds(['user_id.name', '!=', 'x'])).toBe(false);
    expect(holds('!', ['user_id.name', '=', 'x'])).toBe(true);
  });

  it('finds a line that differs with a negative condition', () => {
    expect(holds(['line_ids.qty', '!=', 2])).toBe(true);
  });

  it('complements any with not any, which an empty relation satisfies', () => {
    expect(holds(['user_id', 'not any', []])).toBe(true);
    expect(holds(['account_id', 'any', [['name', '=', 'Lomé']]])).toBe(true);
    expect(holds(['id', 'any', [['state', '=', 'sale']]])).toBe(true);
  });
});

describe('hierarchies', () => {
  const root = { id: 1, child_ids: [{ id: 2, child_ids: [{ id: 3, child_ids: [] }] }], parent_id: false };

  it('finds the record itself and those below by parent_id', () => {
    expect(matches([['id', 'child_of', 1002]], view(lome))).toBe(true);
    expect(matches([['id', 'child_of', [1004]]], view(togo))).toBe(false);
    expect(matches([['parent_id', 'child_of', 1002]], view(togo))).toBe(true);
    expect(holds(['account_id', 'child_of', [1002]])).toBe(true);
    expect(holds(['user_id', 'child_of', [1002]])).toBe(false);
  });

  it('finds by name and by parent_path', () => {
    expect(matches([['id', 'child_of', 'tog']], view(lome))).toBe(true);
    expect(matches([['id', 'child_of', 9]], view({ id: 11, parent_path: '9/11/' }))).toBe(true);
    expect(matches([['id', 'child_of', false]], view(lome))).toBe(false);
  });

  it('finds those above', () => {
    expect(matches([['id', 'parent_of', 3]], view(root))).toBe(true);
    expect(matches([['id', 'parent_of', [1]]], view(root.child_ids[0] as Row))).toBe(false);
  });

  it('ends on a cycle', () => {
    const first: Record<string, unknown> = { id: 1 };
    first['parent_id'] = { id: 2, parent_id: first };
    expect(matches([['id', 'child_of', 99]], view(first))).toBe(false);
  });
});
