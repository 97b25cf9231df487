import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DOCUMENTS } from '../schema/documents.ts';
import { cells, page, tableAfter } from './pages.ts';

const CONTRIBUTING = page('CONTRIBUTING.md');
const SDL = [...DOCUMENTS.keys()].map((file) => page(`schema/${file}.graphql`)).join('\n');

const PLACES: Readonly<Record<string, string>> = { OBJECT: 'object', FIELD_DEFINITION: 'field', ENUM_VALUE: 'enum value' };

/** `@odoo(model:)` or, without arguments, `@connection`: all that schema/common.graphql defines. */
function defined(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    parse(page('schema/common.graphql')).definitions.flatMap((node) => {
      if (node.kind !== Kind.DIRECTIVE_DEFINITION) return [];
      const places = node.locations.map(({ value }) => PLACES[value] ?? value);
      const names = (node.arguments ?? []).map((argument) => `\`@${node.name.value}(${argument.name.value}:)\``);
      return (names.length > 0 ? names : [`\`@${node.name.value}\``]).map((name) => [name, places] as const);
    }),
  );
}

describe('the table of directives', () => {
  const rows = tableAfter(CONTRIBUTING, '## The directives').map((row) => cells(row));

  it('has every directive and argument of schema/common.graphql once', () => {
    expect(rows.map(([name]) => name).toSorted()).toEqual([...defined().keys()].toSorted());
  });

  it('names places that the directive may stand at', () => {
    const wrong = rows.filter(([name = '', place = '']) => !defined().get(name)?.includes(place));
    expect(wrong).toEqual([]);
  });

  it('has examples from the SDL', () => {
    const invented = rows.map(([, , , example = '']) => example.replaceAll('`', '')).filter((example) => !SDL.includes(example));
    expect(invented).toEqual([]);
  });
});

describe('the table of folders', () => {
  it('has every folder that the borders speak of', () => {
    const listed = tableAfter(CONTRIBUTING, '## The house').map((row) => /`([a-z]+)\//.exec(row)?.[1]);
    expect(listed).toEqual(expect.arrayContaining(['schema', 'gateway', 'subgraphs', 'graph', 'access', 'odoo', 'platform', 'test', 'bench', 'docs']));
  });
});
