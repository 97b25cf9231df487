import { readFileSync } from 'node:fs';
import { coerceInputValue, getOperationAST, parse, typeFromAST, validate, type GraphQLInputType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { apiSchema } from '../../../gateway/api-schema.ts';
import { AUDIENCES, EXAMPLES } from '../../../gateway/console/page/examples.ts';
import { SUPERGRAPH_FILE } from '../../../gateway/supergraph.ts';

const schema = apiSchema(readFileSync(SUPERGRAPH_FILE, 'utf8'));

describe('the examples of the console', () => {
  test.each(EXAMPLES.map((example) => [example.title, example] as const))('%s is an operation of the graph', (_title, { query, variables = {}, writes }) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    const operation = getOperationAST(document);
    expect(operation?.operation).toBe(writes ? 'mutation' : 'query');
    const declared = operation?.variableDefinitions ?? [];
    expect(Object.keys(variables).toSorted()).toEqual(declared.map(({ variable }) => variable.name.value).toSorted());
    for (const { variable, type } of declared) coerceInputValue(variables[variable.name.value], typeFromAST(schema, type as never) as GraphQLInputType);
  });

  test('have titles and operation names of their own, and something for everybody', () => {
    expect(new Set(EXAMPLES.map(({ title }) => title)).size).toBe(EXAMPLES.length);
    expect(new Set(EXAMPLES.map(({ query }) => /(?:query|mutation) (\w+)/.exec(query)?.[1])).size).toBe(EXAMPLES.length);
    expect(Object.keys(AUDIENCES).map((audience) => EXAMPLES.filter((example) => example.audience === audience).length >= 4)).toEqual([true, true, true]);
  });

  test('are narrow enough to be read on a phone without scrolling far', () => {
    expect(EXAMPLES.flatMap(({ query }) => query.split('\n').filter((line) => line.length > 70))).toEqual([]);
  });
});
