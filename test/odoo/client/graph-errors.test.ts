import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, OdooFault, type FaultKind } from '../../../odoo/client/faults.ts';
import { toGraphError } from '../../../odoo/client/graph-errors.ts';

const KINDS = Object.keys(FAULT_KINDS) as FaultKind[];

/** What Odoo might say; none of it may reach a caller unless it was written for people. */
const SAID = "You are not allowed to access 'Sales Order' (sale.order) records.\n\nThis operation is allowed for: host 10.0.0.7";

describe('a fault as an error of the graph', () => {
  it('has a code for every kind', () => {
    const codes = Object.fromEntries(KINDS.map((kind) => [kind, toGraphError(new OdooFault(kind)).code]));
    expect(codes).toEqual({
      AUTHENTICATION: 'UPSTREAM_DENIED',
      UNKNOWN_DATABASE: 'UPSTREAM_DENIED',
      ACCESS: 'UPSTREAM_DENIED',
      MISSING_RECORD: 'CONFLICT',
      UNKNOWN_MODEL: 'NOT_AVAILABLE',
      UNKNOWN_METHOD: 'NOT_AVAILABLE',
      UNKNOWN_FIELD: 'NOT_AVAILABLE',
      INVALID_VALUE: 'BAD_USER_INPUT',
      VALIDATION: 'BUSINESS_RULE',
      DUPLICATE: 'CONFLICT',
      BAD_REFERENCE: 'BAD_USER_INPUT',
      IN_USE: 'BUSINESS_RULE',
      BUSINESS: 'BUSINESS_RULE',
      CONFLICT: 'CONFLICT',
      BAD_ARGUMENTS: 'UPSTREAM_ERROR',
      CRASH: 'UPSTREAM_ERROR',
      OVERLOADED: 'UPSTREAM_UNAVAILABLE',
      UNREACHABLE: 'UPSTREAM_UNAVAILABLE',
      SUSPENDED: 'UPSTREAM_UNAVAILABLE',
      TIMEOUT: 'UPSTREAM_TIMEOUT',
      CANCELLED: 'CANCELLED',
      NOT_ODOO: 'UPSTREAM_ERROR',
      TOO_LARGE: 'UPSTREAM_ERROR',
    });
  });

  it.each(KINDS.filter((kind) => kind !== 'BUSINESS' && kind !== 'VALIDATION'))('shows nothing of what Odoo said for %s', (kind) => {
    const shown = JSON.stringify({ message: toGraphError(new OdooFault(kind, { said: SAID })).message, ...toGraphError(new OdooFault(kind, { said: SAID, model: 'sale.order' })).extensions });
    expect(shown).not.toMatch(/sale\.order|10\.0\.0\.7|Sales Order/);
  });

  it('shows the sentence that Odoo wrote for people', () => {
    const said = 'You can not delete a sent quotation or a confirmed sales order. You must first cancel it.';
    expect(toGraphError(new OdooFault('BUSINESS', { said })).message).toBe(said);
  });

  it('cuts the technical tail and the preface', () => {
    const required =
      "The operation cannot be completed: Missing required value for the field 'Partner' (partner_id).\nModel: 'Serviced account' (ov.serviced_account)\n- create/update: a mandatory field is not set\n";
    expect(toGraphError(new OdooFault('VALIDATION', { said: required })).message).toBe("Missing required value for the field 'Partner' (partner_id).");
    expect(toGraphError(new OdooFault('VALIDATION', { said: 'The operation cannot be completed: The account code must be unique.' })).message).toBe('The account code must be unique.');
  });

  it('never shows the wording of a deletion for a reference to nowhere', () => {
    const said = 'The operation cannot be completed: Another model is using the record you are trying to delete.';
    expect(toGraphError(new OdooFault('BAD_REFERENCE', { said })).message).toBe('One of the records referred to does not exist.');
  });

  it('keeps a long sentence short, and says something where Odoo says nothing', () => {
    expect(toGraphError(new OdooFault('BUSINESS', { said: 'x'.repeat(1000) })).message).toHaveLength(301);
    expect(toGraphError(new OdooFault('BUSINESS', { said: '' })).message).toBe('Odoo refused this.');
  });

  it('says when to come back and whether a write may have happened', () => {
    expect(toGraphError(new OdooFault('SUSPENDED', { retryAfterMs: 1_200 })).extensions).toEqual({ fault: 'SUSPENDED', retryAfterSeconds: 2, code: 'UPSTREAM_UNAVAILABLE' });
    expect(toGraphError(new OdooFault('TIMEOUT')).extensions).toEqual({ fault: 'TIMEOUT', uncertain: true, code: 'UPSTREAM_TIMEOUT' });
  });

  it('keeps the fault as its cause for the log', () => {
    const fault = new OdooFault('CRASH', { said: 'boom' });
    expect(toGraphError(fault).cause).toBe(fault);
  });
});
