import { isInputObjectType } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { apiSchema } from '../../../gateway/api-schema.ts';
import { COLUMNS, type ListType } from '../../../subgraphs/manufacturing/dashboard/columns.ts';
import { compileFilter } from '../../../subgraphs/manufacturing/dashboard/filter.ts';

const schema = apiSchema(readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8'));

/** Conditions that are no column, by type. */
const SPECIAL: Readonly<Record<string, readonly string[]>> = { ProductionOrder: ['isLate'], SyncConflict: ['open'] };

function fieldsOf(name: string): readonly string[] {
  const type = schema.getType(name);
  return isInputObjectType(type) ? Object.keys(type.getFields()) : [];
}

describe('the lists of the dashboard', () => {
  it.each(Object.keys(COLUMNS) as ListType[])('%s filters and sorts by columns that it has', (type) => {
    const columns = [...Object.keys(COLUMNS[type]), ...(SPECIAL[type] ?? [])];
    const filter = fieldsOf(`${type}Filter`).filter((name) => !['and', 'or', 'not'].includes(name));
    expect(filter.filter((name) => !columns.includes(name))).toEqual([]);
    expect(fieldsOf(`${type}OrderBy`).filter((name) => !columns.includes(name))).toEqual([]);
  });
});

describe('a filter of the dashboard', () => {
  it('is one of MongoDB, nothing of which is the caller’s own', () => {
    const filter = { status: { in: ['PENDING'] }, or: [{ number: { contains: '.*$' } }, { not: { quantity: { gte: '2.5' } } }], deadlineAt: { lt: '2026-01-01T00:00:00Z' } };
    expect(compileFilter('ProductionOrder', filter)).toEqual({
      $and: [
        { status: { $in: ['PENDING'] } },
        { $or: [{ number: { $regex: String.raw`\.\*\$`, $options: 'i' } }, { $nor: [{ quantity: { $gte: 2.5 } }] }] },
        { deadline: { $lt: new Date('2026-01-01T00:00:00Z') } },
      ],
    });
  });

  it('finds what has no value only when asked for', () => {
    expect(compileFilter('ProductionOrder', { assignee: { eq: null } })).toEqual({ assigneeId: null });
    expect(compileFilter('ProductionOrder', { assignee: { isNull: false } })).toEqual({ assigneeId: { $ne: null } });
    expect(() => compileFilter('ProductionOrder', { assignee: { in: null } })).toThrow('assignee.in needs a value');
  });

  it('has bounds', () => {
    const deep = Array.from({ length: 10 }).reduce<object>((inner) => ({ not: inner }), { number: { eq: 'x' } });
    expect(() => compileFilter('ProductionOrder', deep as never)).toThrow('at most 8 levels');
    expect(() => compileFilter('ProductionOrder', { or: Array.from({ length: 201 }, () => ({ number: { eq: 'x' } })) })).toThrow('at most 200 conditions');
    expect(() => compileFilter('ProductionOrder', { constructor: { eq: 1 } })).toThrow('cannot be filtered');
  });
});
