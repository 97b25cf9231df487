import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { checkVariables } from '../../../gateway/limits/inputs.ts';
import { measure } from '../../../gateway/limits/measure.ts';
import { countTokens } from '../../../gateway/limits/tokens.ts';

const shape = (text: string) => measure(parse(text));

/** Each fragment spreads the next one twice. */
function bomb(levels: number): string {
  const fragments = Array.from({ length: levels }, (_, level) => `fragment F${level} on T { a: x { ...F${level + 1} } b: x { ...F${level + 1} } }`);
  return `{ x { ...F0 } } ${fragments.join(' ')} fragment F${levels} on T { y }`;
}

describe('the measure of a document', () => {
  test('counts fields, aliases and levels through fragments, at every place they are spread', () => {
    expect(shape('{ a { b { c } } d: e ...F ...F } fragment F on Query { g { h: i } }')).toEqual({ depth: 3, aliases: 3, rootFields: 4, fields: 8, introspects: false });
  });

  test('takes the largest operation of a document, for any of them may be run', () => {
    expect(shape('query Small { a } query Large { a { b { c } } }')).toMatchObject({ depth: 3, fields: 3 });
  });

  test('knows that fragments of sixty doublings are more than a quintillion fields, without writing them out', () => {
    const { fields, depth } = shape(bomb(60));
    expect(depth).toBe(62);
    expect(fields).toBeGreaterThan(1e18);
  });

  test('ends at a fragment that spreads itself', () => {
    expect(shape('{ a { ...F } } fragment F on T { b { ...F } }')).toMatchObject({ depth: 2, fields: 2 });
  });

  test('tells introspection by the field and not by the name of the operation', () => {
    expect(shape('query __schema { orders { id } }')).toMatchObject({ introspects: false, depth: 2 });
    expect(shape('query Orders { meta: __schema { types { name } } }')).toMatchObject({ introspects: true, depth: 1 });
    expect(shape('{ ...F } fragment F on Query { __type(name: "X") { name } }')).toMatchObject({ introspects: true });
  });

  test('bounds the depth of introspection by itself', () => {
    const deep = `{ __type(name: "X") { ${'ofType { '.repeat(30)} name ${'}'.repeat(30)} } }`;
    expect(() => shape(deep)).toThrow('Questions about the schema may be 20 levels deep; this one has 31.');
  });

  test('lets nothing be called __proto__', () => {
    for (const text of ['{ __proto__: a }', 'query ($__proto__: Int) { a(b: $__proto__) }', '{ ...F } fragment F on Query { x { __proto__: y } }']) {
      expect(() => shape(text)).toThrow('Nothing can be called __proto__');
    }
    expect(shape('{ constructor: a toString: b hasOwnProperty: c }')).toMatchObject({ aliases: 3 });
  });
});

describe('tokens', () => {
  test('are counted no further than needed, whatever follows', () => {
    expect(countTokens('{ a(b: "x y z", c: [1, 2]) }', 100)).toBe(14);
    expect(countTokens('{ a '.repeat(1_000_000), 50)).toBe(51);
    expect(countTokens('{ a § }', 100)).toBe(2);
  });
});

describe('variables', () => {
  test('may be nested 32 deep and hold 20,000 values', () => {
    const nested = (levels: number): unknown => Array.from({ length: levels }).reduce((inner: unknown) => ({ and: [inner] }), 1);
    expect(() => checkVariables({ filter: nested(15) })).not.toThrow();
    expect(() => checkVariables({ filter: nested(16) })).toThrow('Variables may be nested 32 deep.');
    expect(() => checkVariables(JSON.parse(`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`))).toThrow('Variables may be nested 32 deep.');
    expect(() => checkVariables({ ids: Array.from({ length: 20_001 }, () => 1) })).toThrow('Variables may hold 20000 values.');
    expect(() => checkVariables(undefined)).not.toThrow();
  });
});
