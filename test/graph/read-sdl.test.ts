import { describe, expect, it } from 'vitest';
import { OFFICE, SHOP, tableOf } from './fixture.ts';

const edge = (inverse: string) => tableOf(SHOP.replace('@odoo(inverse: "partner_id")', `@odoo(inverse: ${inverse})`), OFFICE).types.get('Client')?.fields.get('orders');

describe('readSdl', () => {
  it('lets an edge lead back along one relation', () => {
    expect(edge('"order_line.order_partner_id"')).toMatchObject({ kind: 'edge', inverse: ['order_line.order_partner_id'] });
  });

  it('lets an edge lead back along several', () => {
    expect(edge('["partner_id", "partner_id.commercial_partner_id"]')).toMatchObject({ kind: 'edge', inverse: ['partner_id', 'partner_id.commercial_partner_id'] });
  });

  it('knows a list without it as read inside its parent', () => {
    const lines = tableOf(SHOP, OFFICE).types.get('Order')?.fields.get('lines');
    expect(lines).toMatchObject({ kind: 'children', inverse: null });
  });
});
