import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { foldErrors } from '../../access/fold-errors.ts';

const denied = (path: (string | number)[], extensions: Record<string, unknown> = { code: 'FORBIDDEN' }, message = 'no'): GraphQLError =>
  new GraphQLError(message, { path, extensions });

describe('foldErrors', () => {
  it('makes one error of a refusal that each row repeats', () => {
    const errors = Array.from({ length: 100 }, (_unused, row) => denied(['orders', 'edges', row, 'node', 'margin']));
    expect(foldErrors(errors).map((error) => error.toJSON())).toEqual([
      {
        message: 'no',
        path: ['orders', 'edges', 0, 'node', 'margin'],
        extensions: { code: 'FORBIDDEN', pathPattern: 'orders.edges.*.node.margin', count: 100 },
      },
    ]);
  });

  it('keeps fields, codes and messages apart', () => {
    const errors = [
      denied(['orders', 0, 'margin']),
      denied(['orders', 0, 'cost']),
      denied(['orders', 1, 'margin'], { code: 'UPSTREAM_TIMEOUT' }),
      denied(['orders', 2, 'margin'], { code: 'FORBIDDEN' }, 'another reason'),
      denied(['orders', 3, 'margin']),
    ];
    expect(foldErrors(errors).map(({ path, extensions }) => [path, extensions.count])).toEqual([
      [['orders', 0, 'margin'], 2],
      [['orders', 0, 'cost'], 1],
      [['orders', 1, 'margin'], 1],
      [['orders', 2, 'margin'], 1],
    ]);
  });

  it('adds up what a subgraph has folded already', () => {
    const folded = denied(['_entities', 0, 'margin'], { code: 'FORBIDDEN', pathPattern: '_entities.*.margin', count: 20 });
    expect(foldErrors([folded, denied(['_entities', 4, 'margin'])])[0]?.extensions).toEqual({ code: 'FORBIDDEN', pathPattern: '_entities.*.margin', count: 21 });
  });

  it('leaves errors outside lists as they are', () => {
    const errors = [denied(['viewer']), new GraphQLError('no path'), denied(['viewer'])];
    expect(foldErrors(errors)).toEqual(errors);
  });

  it('keeps the original error, for the log', () => {
    const original = new Error('inside');
    const [folded] = foldErrors([new GraphQLError('no', { path: ['orders', 0], originalError: original })]);
    expect(folded?.originalError).toBe(original);
  });
});
