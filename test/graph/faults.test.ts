import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { wordFault } from '../../graph/faults.ts';
import { OdooFault } from '../../odoo/client/faults.ts';
import { GraphError } from '../../platform/errors.ts';

describe('an error of a field', () => {
  it('is worded for the caller when Odoo is away, where it happened', () => {
    const fault = new OdooFault('UNREACHABLE', { said: 'connect ECONNREFUSED 10.0.0.7:8069' });
    const worded = wordFault(new GraphQLError(fault.message, { path: ['customers', 'nodes', 3, 'orders'], originalError: fault }));
    expect(worded.message).toBe('Odoo cannot be reached.');
    expect(worded.path).toEqual(['customers', 'nodes', 3, 'orders']);
    expect(worded.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it('is found through the wrappers that GraphQL puts around it', () => {
    const fault = new OdooFault('TIMEOUT');
    const wrapped = new GraphQLError('outer', { originalError: new GraphQLError('inner', { originalError: fault }) });
    expect(wordFault(wrapped).extensions.code).toBe('UPSTREAM_TIMEOUT');
  });

  it('stays what it is when it is none of Odoo’s', () => {
    const own = new GraphQLError('no', { originalError: new GraphError('BAD_USER_INPUT', 'no') });
    expect(wordFault(own)).toBe(own);
  });
});
