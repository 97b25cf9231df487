import { describe, expect, it } from 'vitest';
import { paidOn } from '../../../subgraphs/sales/payment.ts';

function invoice(total: number, residual: number, rest: Record<string, unknown> = {}) {
  return { id: 1, state: 'posted', move_type: 'out_invoice', amount_total: total, amount_residual: residual, ...rest };
}

describe('what is paid on an order', () => {
  it('is what its posted invoices no longer wait for', () => {
    expect(paidOn({ invoice_ids: [invoice(100, 40), invoice(50, 0)] })).toBe(110);
  });

  it('is nothing for drafts and for invoices of suppliers', () => {
    expect(paidOn({ invoice_ids: [invoice(100, 0, { state: 'draft' }), invoice(70, 0, { move_type: 'in_invoice' })] })).toBe(0);
  });

  it('is not what a credit note cancelled', () => {
    expect(paidOn({ invoice_ids: [invoice(100, 0), invoice(100, 0, { move_type: 'out_refund' })] })).toBe(0);
  });

  it('has no noise of binary fractions', () => {
    expect(paidOn({ invoice_ids: [invoice(0.1, 0), invoice(0.2, 0)] })).toBe(0.3);
  });

  it('is unknown where the database keeps no invoices', () => {
    expect(paidOn({})).toBeNull();
    expect(paidOn({ invoice_ids: [] })).toBe(0);
  });
});
