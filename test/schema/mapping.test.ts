import { Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { directive, innermost, isMapped, linkOf, OBJECT_TYPES, text } from './documents.ts';
import type { TypeInFile } from './documents.ts';

const MAPPED = OBJECT_TYPES.filter(({ node }) => isMapped(node));
const ENTITIES = OBJECT_TYPES.filter(({ node }) => directive(node, 'key'));

function names(types: readonly TypeInFile[]): readonly string[] {
  return types.map(({ file, node }) => `${file}: ${node.name.value}`);
}

/** The same name in several files, as pairs with the first of them. */
function repeated(): readonly (readonly [TypeInFile, TypeInFile])[] {
  const first = new Map<string, TypeInFile>();
  return OBJECT_TYPES.filter(({ node }) => node.name.value !== 'Query' && node.name.value !== 'Mutation').flatMap((type) => {
    const known = first.get(type.node.name.value);
    if (known) return [[known, type] as const];
    first.set(type.node.name.value, type);
    return [];
  });
}

describe('types that live in Odoo', () => {
  it('are there', () => {
    expect(MAPPED.length).toBeGreaterThan(40);
  });

  it('all have a row policy, and nothing else has one', () => {
    expect(names(MAPPED.filter(({ node }) => text(node, 'rows', 'by') === null))).toEqual([]);
    expect(names(OBJECT_TYPES.filter(({ node }) => directive(node, 'rows') && !isMapped(node)))).toEqual([]);
  });

  it('are entities, references to other subgraphs included', () => {
    expect(names(MAPPED.filter(({ node }) => !directive(node, 'key')))).toEqual([]);
    expect(names(ENTITIES.filter(({ node }) => !isMapped(node)))).toEqual([]);
  });

  it('begin with their id', () => {
    const wrong = MAPPED.filter(({ node }) => {
      const id = node.fields?.[0];
      return id?.name.value !== 'id' || id.type.kind !== Kind.NON_NULL_TYPE || innermost(id.type) !== 'ID';
    });
    expect(names(wrong)).toEqual([]);
  });

  it('name the field that leads to the parent whose policy they follow', () => {
    const children = MAPPED.filter(({ node }) => text(node, 'rows', 'by') === 'PARENT');
    const lost = children.filter(({ node }) => {
      const via = text(node, 'rows', 'via');
      return !(node.fields ?? []).some((field) => linkOf(field) === via && MAPPED.some((type) => type.node.name.value === innermost(field.type)));
    });
    expect(children.length).toBeGreaterThan(0);
    expect(names(lost)).toEqual([]);
  });

  it('have constant domains that are JSON lists', () => {
    const domains = MAPPED.map(({ node }) => text(node, 'odoo', 'where')).filter((domain) => domain !== null);
    expect(domains.length).toBeGreaterThan(0);
    for (const domain of domains) expect(Array.isArray(JSON.parse(domain))).toBe(true);
  });
});

describe('restricted fields', () => {
  const restricted = OBJECT_TYPES.flatMap(({ node }) =>
    (node.fields ?? []).filter((field) => directive(field, 'visible')).map((field) => ({ path: `${node.name.value}.${field.name.value}`, field })),
  );

  it('are nullable, so that a refusal does not take the row with it', () => {
    expect(restricted.length).toBeGreaterThan(20);
    expect(restricted.filter(({ field }) => field.type.kind === Kind.NON_NULL_TYPE).map(({ path }) => path)).toEqual([]);
  });

  it('hide margins and costs from agents, staff and customers', () => {
    const secrets = /margin|standardPrice|purchasePrice/i;
    const fields = OBJECT_TYPES.flatMap(({ node }) => (node.fields ?? []).filter((field) => secrets.test(field.name.value)).map((field) => ({ type: node.name.value, field })));
    const roles = fields.map(({ type, field }) => {
      const list = directive(field, 'visible')?.arguments?.[0]?.value;
      return [`${type}.${field.name.value}`, list?.kind === Kind.LIST ? list.values.map((value) => (value.kind === Kind.ENUM ? value.value : '')) : null];
    });
    expect(roles.length).toBe(9);
    for (const [path, to] of roles) expect([path, to]).toEqual([path, ['ADMIN', 'SA_MANAGER', 'SYSTEM']]);
  });
});

describe('a type in several subgraphs', () => {
  it('is the same record of Odoo under the same policy', () => {
    const differs = repeated().filter(([a, b]) => ['model', 'where'].some((argument) => text(a.node, 'odoo', argument) !== text(b.node, 'odoo', argument)) || text(a.node, 'rows', 'by') !== text(b.node, 'rows', 'by'));
    expect(repeated().length).toBeGreaterThan(0);
    expect(differs.map(([, b]) => names([b])[0])).toEqual([]);
  });

  it('has its roots in one of them only', () => {
    const twice = repeated().filter(([a, b]) => directive(a.node, 'root') && directive(b.node, 'root'));
    expect(twice.map(([, b]) => names([b])[0])).toEqual([]);
  });

  it('shares a field only when both say so and map it alike', () => {
    const wrong = repeated().flatMap(([a, b]) =>
      (b.node.fields ?? []).flatMap((field) => {
        const other = a.node.fields?.find((candidate) => candidate.name.value === field.name.value && field.name.value !== 'id');
        if (!other) return [];
        const shared = (type: TypeInFile, node: typeof field): boolean => Boolean(directive(type.node, 'shareable') ?? directive(node, 'shareable'));
        const alike = text(field, 'odoo', 'field') === text(other, 'odoo', 'field') && innermost(field.type) === innermost(other.type);
        return shared(a, other) && shared(b, field) && alike ? [] : [`${b.node.name.value}.${field.name.value}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
