import { describe, expect, it } from 'vitest';
import { merge, same } from '../../sync/merge.ts';
import type { MergeQuestion } from '../../sync/merge.ts';

interface View {
  readonly a: string | null;
  readonly n: number;
}

const base: View = { a: 'old', n: 1 };

const ask = (question: Partial<MergeQuestion<View>>) =>
  merge<View>({ local: base, base, remote: base, decide: () => 'ODOO', takes: () => true, ...question });

describe('the three-way merge', () => {
  it('does nothing where both sides are as they were', () => {
    expect(ask({})).toEqual({ push: {}, pull: {}, collisions: [] });
  });

  it('pushes what only the dashboard changed', () => {
    expect(ask({ local: { ...base, a: 'mine' } })).toEqual({ push: { a: 'mine' }, pull: {}, collisions: [] });
  });

  it('pulls what only Odoo changed', () => {
    expect(ask({ remote: { ...base, n: 2 } })).toEqual({ push: {}, pull: { n: 2 }, collisions: [] });
  });

  it('merges field by field: each side keeps what it alone changed', () => {
    expect(ask({ local: { ...base, a: 'mine' }, remote: { ...base, n: 2 } })).toEqual({ push: { a: 'mine' }, pull: { n: 2 }, collisions: [] });
  });

  it('takes a change that both made alike for common', () => {
    expect(ask({ local: { a: 'new', n: 1 }, remote: { a: 'new', n: 1 } })).toEqual({ push: {}, pull: {}, collisions: [] });
  });

  it('keeps the loser of a field that both changed, whoever wins', () => {
    const both = { local: { ...base, a: 'mine' }, remote: { ...base, a: 'theirs' } };
    const collision = { field: 'a', base: 'old', dashboard: 'mine', odoo: 'theirs', reason: 'BOTH_CHANGED' };
    expect(ask({ ...both, decide: () => 'ODOO' })).toEqual({ push: {}, pull: { a: 'theirs' }, collisions: [{ ...collision, winner: 'ODOO' }] });
    expect(ask({ ...both, decide: () => 'DASHBOARD' })).toEqual({ push: { a: 'mine' }, pull: {}, collisions: [{ ...collision, winner: 'DASHBOARD' }] });
  });

  it('gives up a change that Odoo cannot take any more, and keeps it in a collision', () => {
    expect(ask({ local: { ...base, a: 'mine' }, takes: () => false })).toEqual({
      push: {},
      pull: { a: 'old' },
      collisions: [{ field: 'a', base: 'old', dashboard: 'mine', odoo: 'old', winner: 'ODOO', reason: 'NOT_POSSIBLE' }],
    });
  });

  it('has no say where the dashboard says nothing', () => {
    expect(ask({ local: { a: 'old' }, remote: { a: 'old', n: 5 } })).toEqual({ push: {}, pull: { n: 5 }, collisions: [] });
  });

  it('overwrites in one direction when told so, and keeps only what was really lost', () => {
    const both = { local: { ...base, a: 'mine' }, remote: { ...base, n: 2 } };
    expect(ask({ ...both, force: 'ODOO' })).toEqual({
      push: {},
      pull: { a: 'old', n: 2 },
      collisions: [{ field: 'a', base: 'old', dashboard: 'mine', odoo: 'old', winner: 'ODOO', reason: 'FORCED' }],
    });
    expect(ask({ ...both, force: 'DASHBOARD' })).toEqual({
      push: { a: 'mine', n: 1 },
      pull: {},
      collisions: [{ field: 'n', base: 1, dashboard: 1, odoo: 2, winner: 'DASHBOARD', reason: 'FORCED' }],
    });
  });

  it('takes both sides for changed where there never was a common state', () => {
    expect(ask({ base: null, local: { ...base, a: 'mine' } }).collisions).toEqual([{ field: 'a', base: null, dashboard: 'mine', odoo: 'old', winner: 'ODOO', reason: 'BOTH_CHANGED' }]);
  });

  it('has the same answer after any part of it was carried out', () => {
    const local = { a: 'mine', n: 7 };
    const first = ask({ local, remote: { a: 'old', n: 1 } });
    expect(first.push).toEqual(local);
    // Odoo was told, and the process died before it was remembered.
    expect(ask({ local, remote: { a: 'mine', n: 7 } })).toEqual({ push: {}, pull: {}, collisions: [] });
  });
});

describe('same', () => {
  it('does not take binary fractions for a change', () => {
    expect(same(0.1 + 0.2, 0.3)).toBe(true);
    expect(same(1, 1.01)).toBe(false);
    expect(same(null, false)).toBe(false);
  });
});
