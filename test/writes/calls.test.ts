import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutationsOf } from '../support/sdl.ts';
import { openBench } from './bench.ts';
import type { Bench } from './bench.ts';
import { ELSEWHERE, USES } from './inputs.ts';

/** Odoo's calls of each mutation with all of its input, in order, after the one that resolves the caller; `model?` is a search that brings the fields. */
const CALLS: Readonly<Record<string, string>> = {
  createInvoice: 'sale.order? ov.sa_sale_order_assignment? ov.sa_customer_assignment? sale.advance.payment.inv.create sale.advance.payment.inv.create_invoices',
  confirmInvoice: 'account.move? ov.sa_sale_order_assignment? ov.sa_customer_assignment? account.move.action_post',
  sendInvoice: 'account.move? ov.sa_sale_order_assignment? ov.sa_customer_assignment? mail.notification? account.move.send.wizard.create account.move.send.wizard.action_send_and_print mail.notification? ir.mail_server.search_count',
  registerPayment: 'account.move? ov.sa_sale_order_assignment? ov.sa_customer_assignment? account.journal? account.payment.register.create account.payment.register.action_create_payments',
  createCreditNote: 'account.move? ov.sa_sale_order_assignment? ov.sa_customer_assignment? account.move.reversal.create account.move.reversal.refund_moves',
  createServiceAccount: 'ov.serviced_account? res.company? ov.serviced_account.search_count abs.employee? ov.serviced_account.create ov.serviced_account?',
  updateServiceAccount: 'ov.serviced_account? ov.serviced_account? ov.serviced_account.search_count ov.serviced_account.search_count ov.serviced_account.write',
  deactivateServiceAccount: 'ov.serviced_account? ov.serviced_account.write',
  enrollMember: 'ov.serviced_account? abs.employee? ov.membership.search_count ov.membership? ov.membership? ov.membership.create',
  updateMembership: 'ov.membership? ov.membership? ov.membership? ov.membership? ov.membership.write',
  revokeMembership: 'ov.membership? ov.membership.write',
  appointManager: 'ov.membership? ov.serviced_account? ov.serviced_account.write ov.membership?',
  assignActor: 'res.partner? ov.sa_customer_assignment? ov.membership? ov.sa_customer_assignment? ov.sa_customer_assignment.load',
  unassignActor: 'res.partner? ov.sa_customer_assignment? ov.sa_customer_assignment? ov.actor_sa_customer_assignment.write',
  promoteActor: 'res.partner? ov.sa_customer_assignment? ov.sa_customer_assignment? ov.sa_customer_assignment.write',
  bringUnderGovernance: 'res.partner? ov.serviced_account? ov.membership? ov.sa_customer_assignment? ov.sa_customer_assignment.create',
  createTicket: 'sale.order? helpdesk.tag? res.partner? helpdesk.team? helpdesk.ticket.create',
  updateTicket: 'helpdesk.ticket? ov.sa_ticket_assignment? sale.order? helpdesk.tag? helpdesk.ticket.write',
  assignTicket: 'helpdesk.ticket? ov.sa_ticket_assignment? res.users? helpdesk.ticket.write',
  moveTicket: 'helpdesk.ticket? ov.sa_ticket_assignment? helpdesk.stage? helpdesk.ticket.write',
  closeTicket: 'helpdesk.ticket? ov.sa_ticket_assignment? helpdesk.ticket.write',
  reopenTicket: 'helpdesk.ticket? ov.sa_ticket_assignment? ov.sa_customer_assignment? helpdesk.ticket.write',
  addTicketMessage: 'helpdesk.ticket? ov.sa_ticket_assignment? helpdesk.ticket.message_post',
  receiveStock: 'stock.warehouse? product.product? stock.lot? stock.picking.create stock.picking.button_validate',
  validateReceipt: 'stock.picking? stock.picking? ov.sa_picking_assignment? stock.move.line? stock.picking.write stock.picking.button_validate stock.backorder.confirmation.create stock.backorder.confirmation.process stock.picking? stock.picking.search_count stock.picking.search_count ov.sa_picking_assignment.create',
  validateDelivery: 'stock.picking? stock.picking? ov.sa_picking_assignment? stock.picking.write stock.picking.button_validate stock.backorder.confirmation.create stock.backorder.confirmation.process stock.picking? stock.picking.search_count stock.picking.search_count ov.sa_picking_assignment.create',
  createLot: 'product.product? stock.lot.search_count stock.lot.create',
  confirmManufacturingOrder: 'mrp.production? ov.sa_production_assignment? mrp.production.action_confirm',
  startManufacturingOrder: 'mrp.production? ov.sa_production_assignment? mrp.production.action_start',
  finishManufacturingOrder: 'mrp.production? ov.sa_production_assignment? stock.lot? stock.lot.create mrp.production.write mrp.production.set_qty_producing mrp.production.button_mark_done',
  cancelManufacturingOrder: 'mrp.production? ov.sa_production_assignment? mrp.production.action_cancel',
  createCustomer: 'product.pricelist? res.partner.create',
  updateCustomer: 'res.partner? ov.sa_customer_assignment? product.pricelist? res.partner.write',
  archiveCustomer: 'res.partner? ov.sa_customer_assignment? ov.sa_customer_assignment? ov.actor_sa_customer_assignment? ov.actor_sa_customer_assignment.write ov.sa_customer_assignment.write res.partner.write',
  createQuotation: 'res.partner? ov.sa_customer_assignment? res.company? product.product? product.pricelist? ov.outlet? sale.order.create',
  updateQuotation: 'sale.order? ov.sa_sale_order_assignment? ov.sa_customer_assignment? product.pricelist? sale.order.write',
  addOrderLines: 'sale.order? ov.sa_sale_order_assignment? ov.sa_customer_assignment? product.product? sale.order.write',
  updateOrderLine: 'sale.order.line? sale.order? ov.sa_sale_order_assignment? ov.sa_customer_assignment? sale.order.write',
  removeOrderLine: 'sale.order.line? sale.order? ov.sa_sale_order_assignment? ov.sa_customer_assignment? sale.order.write',
  sendQuotation: 'sale.order? ov.sa_sale_order_assignment? ov.sa_customer_assignment? mail.notification? sale.order.action_quotation_send mail.compose.message.create mail.compose.message.action_send_mail mail.notification? ir.mail_server.search_count',
  sendProforma: 'sale.order? ov.sa_sale_order_assignment? ov.sa_customer_assignment? res.users.context_get res.users.has_group mail.notification? sale.order.action_quotation_send mail.compose.message.create mail.compose.message.action_send_mail mail.notification? ir.mail_server.search_count',
  requestApproval: 'sale.order? ov.sa_sale_order_assignment? ov.sa_customer_assignment? sale.order.write',
  approveOrder: 'sale.order? sale.order.write',
  rejectOrder: 'sale.order? sale.order.write',
  confirmOrder: 'sale.order? ov.sa_sale_order_assignment? ov.sa_customer_assignment? sale.order.action_confirm',
  cancelOrder: 'sale.order? ov.sa_sale_order_assignment? ov.sa_customer_assignment? sale.order.action_cancel',
  reopenQuotation: 'sale.order? ov.sa_sale_order_assignment? ov.sa_customer_assignment? sale.order.action_draft',
  setBillOfProducts: 'product.template? product.product? ov.bop.line? ov.bop.sheet? ov.bop.sheet.write',
};

describe('Odoo calls of mutations', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  it('are known of every mutation of Odoo’s records', () => {
    const names = mutationsOf().map(({ name }) => name).toSorted();
    expect([...Object.keys(USES), ...ELSEWHERE].toSorted()).toEqual(names);
    expect(Object.keys(CALLS).toSorted()).toEqual(Object.keys(USES).toSorted());
  });

  it.each(Object.keys(USES))('of %s, which is done', async (name) => {
    const { refused, failed, calls, changed } = await bench.use(name);
    expect([refused, failed, changed.length > 0]).toEqual([[], [], true]);
    expect(calls.map((call) => call.replace(/\.web_search_read$/, '?')).join(' ')).toBe(CALLS[name]);
  });
});
