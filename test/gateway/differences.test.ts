import { describe, expect, test } from 'vitest';
import { differences } from '../../gateway/view-as/differences.ts';

const denial = { rule: 'visible-to', field: 'Order.margin', needs: ['ADMIN'], have: 'AGENT' };

describe('what two people get for one operation', () => {
  test('is compared field by field, rows by their id, and a refusal is the reason', () => {
    const mine = { data: { orders: { totalCount: 2, nodes: [{ id: '1', margin: '5' }, { id: '2', margin: '7' }] } } };
    const theirs = {
      data: { orders: { totalCount: 1, nodes: [{ id: '2', margin: null }] } },
      errors: [{ path: ['orders', 'nodes', 0, 'margin'], extensions: { code: 'FORBIDDEN', pathPattern: 'orders.nodes.*.margin', count: 1, denial } }],
    };
    expect(differences(mine, theirs)).toEqual({
      isComplete: true,
      differences: [
        { path: 'orders.totalCount', mine: 2, theirs: 1, because: { rule: 'rows' } },
        { path: 'orders.nodes[id=1]', mine: { id: '1', margin: '5' }, theirs: null, because: { rule: 'rows' } },
        { path: 'orders.nodes[id=2].margin', mine: '7', theirs: null, because: denial },
      ],
    });
  });

  test('a row that is not there is for the rows to explain, not for a field of other rows', () => {
    const errors = [{ path: ['orders', 0, 'margin'], extensions: { code: 'FORBIDDEN', denial } }];
    const { differences: found } = differences({ data: { orders: [{ id: '1', margin: '5' }, { id: '2', margin: '7' }] } }, { data: { orders: [{ id: '2', margin: null }] }, errors });
    expect(found).toEqual([
      { path: 'orders[id=1]', mine: { id: '1', margin: '5' }, theirs: null, because: { rule: 'rows' } },
      { path: 'orders[id=2].margin', mine: '7', theirs: null, because: denial },
    ]);
  });

  test('is compared by place where no ids were selected, and through edges', () => {
    expect(differences({ data: { a: [{ n: 1 }, { n: 2 }] } }, { data: { a: [{ n: 1 }] } }).differences).toEqual([{ path: 'a[1]', mine: { n: 2 }, theirs: null, because: { rule: 'rows' } }]);
    expect(differences({ data: { e: [{ node: { id: '1', x: 1 } }] } }, { data: { e: [{ node: { id: '1', x: 2 } }] } }).differences).toEqual([
      { path: 'e[id=1].node.x', mine: 1, theirs: 2, because: { rule: 'rows' } },
    ]);
  });

  test('a null that went up is explained by the refusal below it', () => {
    const errors = [{ path: ['coverage', 'rows'], extensions: { code: 'FORBIDDEN' } }];
    expect(differences({ data: { coverage: { rows: 1 } } }, { data: { coverage: null }, errors }).differences).toEqual([
      { path: 'coverage', mine: { rows: 1 }, theirs: null, because: { rule: 'FORBIDDEN' } },
    ]);
    expect(differences({ data: { a: 1 } }, { errors: [{ extensions: { code: 'SA_REQUIRED' } }] }).differences).toEqual([{ path: '', mine: { a: 1 }, theirs: null, because: { rule: 'SA_REQUIRED' } }]);
  });

  test('is nothing between equals, and at most a thousand', () => {
    expect(differences({ data: { a: [1, null] } }, { data: { a: [1, null] } })).toEqual({ differences: [], isComplete: true });
    const many = (n: number) => ({ data: { a: Array.from({ length: 1_500 }, () => ({ n })) } });
    const { differences: found, isComplete } = differences(many(1), many(2));
    expect([found.length, isComplete]).toEqual([1_000, false]);
  });
});
