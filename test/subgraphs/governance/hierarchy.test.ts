import { describe, expect, it } from 'vitest';
import type { GraphQLResolveInfo } from 'graphql';
import type { GraphContext } from '../../../graph/context.ts';
import type { CodeResolver } from '../../../graph/engine.ts';
import { isManager, kind } from '../../../subgraphs/governance/hierarchy.ts';

function resolve(code: CodeResolver, data: Record<string, unknown>, id = 7): unknown {
  return code({ id, data }, {}, {} as GraphContext, {} as GraphQLResolveInfo);
}

describe('the kind of a Service Account', () => {
  it.each([
    ['the flag', { is_global_root: true, parent_id: false }, 'GLOBAL_ROOT'],
    ['the code, before there was a flag', { account_code: 'OVGLOBAL-ROOT', parent_id: false }, 'GLOBAL_ROOT'],
    ['its company', { is_global_root: false, source_company_id: 3, parent_id: 1 }, 'COMPANY_ROOT'],
    ['the root flag of older generations', { is_root: true, parent_id: 1 }, 'COMPANY_ROOT'],
    ['having nothing above', { is_root: false, parent_id: false }, 'COMPANY_ROOT'],
    ['its place below', { is_global_root: false, is_root: false, source_company_id: false, parent_id: 1 }, 'BRANCH'],
  ])('is known by %s', (_by, data, expected) => {
    expect(resolve(kind, data)).toBe(expected);
  });
});

describe('the manager of a Service Account', () => {
  it('is the membership that it points to', () => {
    expect(resolve(isManager, { account_id: { id: 1, sa_manager: 7 } })).toBe(true);
    expect(resolve(isManager, { account_id: { id: 1, sa_manager: 8 } })).toBe(false);
  });

  it('is nobody where it points to nobody', () => {
    expect(resolve(isManager, { account_id: { id: 1, sa_manager: false } })).toBe(false);
    expect(resolve(isManager, { account_id: false })).toBe(false);
  });
});
