import { describe, expect, it } from 'vitest';
import type { Row } from '../../../../odoo/sandbox/data/types.ts';
import { dataset } from '../../../../odoo/sandbox/data/dataset.ts';
import { CUSTOMER } from '../../../../odoo/sandbox/data/ids.ts';
import { ORDER_CASE } from '../../../../odoo/sandbox/data/order-cases.ts';
import { DATA, row, rows, where } from './rows.ts';

const ONE_TABLE = dataset({ generation: 'one-table' });
const STAMPS = dataset({ generation: 'stamps' });
const AGENT = 1104;
const OTHER_AGENT = 1130;

/** State and actor of a customer's rows in the one-table set, by account. */
const oneTable = (customer: number): readonly unknown[] =>
  where('ov.sa_customer_assignment', { partner_id: customer }, ONE_TABLE).map((found) => [found['account_id'], found['state'], found['actor_id']]);

describe('the one-table generation', () => {
  it('has the actor on the row, no access level and no actor table', () => {
    expect(ONE_TABLE['ov.actor_sa_customer_assignment']).toBeUndefined();
    expect(ONE_TABLE['ov.actor_sa_sale_order_assignment']).toBeUndefined();
    for (const found of rows('ov.sa_customer_assignment', ONE_TABLE)) expect(found).not.toHaveProperty('access');
    expect(oneTable(CUSTOMER.PERSONA)).toEqual([[1004, 'active', AGENT]]);
  });

  it('has no actor where nobody is active, and the primary one where two are', () => {
    expect(oneTable(CUSTOMER.UNASSIGNED)).toEqual([[1004, 'active', false]]);
    expect(oneTable(CUSTOMER.EXPIRED_ACTOR)).toEqual([[1004, 'active', false]]);
    expect(oneTable(CUSTOMER.TWO_ACTORS)).toEqual([[1004, 'active', AGENT]]);
    expect(oneTable(CUSTOMER.REASSIGNED)).toEqual([[1004, 'active', OTHER_AGENT]]);
  });

  it('keeps expired rows with their last actor beside the new one', () => {
    expect(oneTable(CUSTOMER.EXPIRED_THEN_NEW)).toEqual([[1004, 'expired', OTHER_AGENT], [1004, 'active', AGENT]]);
  });

  it('associates the same records with the same accounts as the two tables', () => {
    for (const model of ['ov.sa_customer_assignment', 'ov.sa_sale_order_assignment']) {
      const pairs = (list: readonly Row[]): unknown => list.map((found) => [found.id, found['account_id'], found['partner_id'] ?? found['sale_order_id'], found['state']]);
      expect(pairs(rows(model, ONE_TABLE))).toEqual(pairs(rows(model)));
    }
  });
});

describe('the stamps generation', () => {
  const stampOf = (model: string, id: number): unknown => {
    const found = row(model, id, STAMPS);
    return [found['x_sa_id'] ?? false, found['x_actor_id'] ?? false];
  };

  it('has no association tables', () => {
    expect(Object.keys(STAMPS).filter((model) => /^ov\.(actor_)?sa_/.test(model))).toEqual([]);
  });

  it('stamps records with the account and actor of their active row', () => {
    expect(stampOf('res.partner', CUSTOMER.PERSONA)).toEqual([1004, AGENT]);
    expect(stampOf('res.partner', CUSTOMER.UNASSIGNED)).toEqual([1004, false]);
    expect(stampOf('res.partner', CUSTOMER.TWO_ACCOUNTS)).toEqual([1004, AGENT]);
    expect(stampOf('sale.order', ORDER_CASE.OTHER_ACCOUNT)).toEqual([1006, 1108]);
  });

  it('leaves records without an active row unstamped, save those that only ever had a stamp', () => {
    expect(stampOf('res.partner', CUSTOMER.EXPIRED)).toEqual([false, false]);
    expect(stampOf('res.partner', CUSTOMER.UNGOVERNED_PERSON)).toEqual([false, false]);
    expect(stampOf('res.partner', CUSTOMER.STAMP_STALE)).toEqual([1004, AGENT]);
    expect(stampOf('res.partner', CUSTOMER.STAMP_ONLY)).toEqual([1004, AGENT]);
  });

  it('changes nothing but governance', () => {
    for (const model of Object.keys(STAMPS)) {
      const withoutStamps = (list: readonly Row[]): unknown => list.map(({ x_sa_id: _account, x_actor_id: _actor, ...rest }) => rest);
      expect(withoutStamps(rows(model, STAMPS))).toEqual(withoutStamps(rows(model, DATA)));
    }
  });
});
