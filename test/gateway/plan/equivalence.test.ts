import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { randomQuery } from './random-query.ts';
import { createWorld } from './world.ts';

const QUERIES = 400;

describe('a federated answer', () => {
  test('is that of one merged schema, for random queries', async () => {
    const { schema, federated, merged } = createWorld();
    let compared = 0;
    for (let seed = 0; seed < QUERIES; seed += 1) {
      const text = randomQuery(schema, seed, 2 + (seed % 4));
      const document = parse(text);
      if (validate(schema, document).length > 0) continue;
      const [ours, right] = [await federated(document, { no: false }), await merged(document, { no: false })];
      // As text: the order of the keys counts too.
      expect(JSON.stringify(ours.data), `${seed}: ${text}`).toBe(JSON.stringify(right.data));
      compared += 1;
    }
    expect(compared).toBeGreaterThan(QUERIES / 2);
  }, 60_000);

  test('gives a field under several conditions to the planner as one field', async () => {
    const { federated } = createWorld();
    const document = parse(
      'query ($a: Boolean!, $b: Boolean!) { things { ... on Book { price @include(if: $a) ... on Book @skip(if: $b) { price } ... on Book @include(if: $b) { id } } } }',
    );
    const keys = async (a: boolean, b: boolean) => {
      const { data, errors } = await federated(document, { a, b });
      expect(errors).toBeUndefined();
      return Object.keys((data as { things: [object] }).things[0]);
    };
    expect([await keys(true, true), await keys(false, false), await keys(false, true)]).toEqual([['price', 'id'], ['price'], ['id']]);
  });

  test('asks for an entity that stands in many places once', async () => {
    const { federated, fetches } = createWorld();
    await federated(parse('{ items(first: 5) { ... on Book { author { name mentor { name } } } } }'));
    const [, people, ...more] = fetches;
    expect(people).toEqual({
      subgraph: 'people',
      variables: { representations: ['a0', 'a1', 'a2', 'a3'].map((id) => ({ __typename: 'Author', id })) },
    });
    expect(more).toEqual([]);
  });

  test('passes what @requires names, and does not ask for what has no key', async () => {
    const { federated, fetches } = createWorld();
    expect((await federated(parse('{ book(id: "b3") { shipping } }'))).data).toEqual({ book: { shipping: 600 } });
    expect(fetches.at(-1)?.variables).toEqual({ representations: [{ __typename: 'Book', id: 'b3', weight: 300 }] });
    fetches.length = 0;
    expect((await federated(parse('{ things { ... on Maker { name } } }'))).data).toEqual({ things: [{}, null, { name: 'Maker 1' }, {}, { name: null }] });
    expect(fetches.at(-1)?.variables).toEqual({ representations: [{ __typename: 'Maker', code: 'code1' }] });
  });

  test('keeps objects apart that one answer completed in two places', async () => {
    const { federated } = createWorld();
    const result = await federated(
      parse('{ a: book(id: "b0") { dedicatedTo { books { x: note(style: "one") } } } b: book(id: "b0") { dedicatedTo { books { x: note(style: "two") } } } }'),
    );
    expect(result.data).toEqual({
      a: { dedicatedTo: { books: [{ x: 'one note on b1' }, { x: 'one note on b3' }] } },
      b: { dedicatedTo: { books: [{ x: 'two note on b1' }, { x: 'two note on b3' }] } },
    });
  });

  test('is not confused by names that mean something to JavaScript', async () => {
    const { federated } = createWorld();
    const result = await federated(parse('{ constructor: book(id: "b0") { __proto__: author { name } toString: name } }'));
    expect(result.data).toEqual({ constructor: { toString: 'Book 0' } });
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });
});
