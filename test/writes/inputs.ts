import { STAGE } from '../../odoo/sandbox/data/helpdesk.ts';
import { COMPANY, CUSTOMER, EMPLOYEE, MANAGER, personOf, SA, WAREHOUSE } from '../../odoo/sandbox/data/ids.ts';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { TICKET } from '../../odoo/sandbox/data/tickets.ts';
import { customerOf, TOGO, type Entity, type Place } from './foreseen/entity.ts';
import { INVOICES } from './foreseen/invoices.ts';
import { MANUFACTURING_ORDERS } from './foreseen/manufacturing-orders.ts';
import { ORDERS } from './foreseen/orders.ts';
import { TRANSFERS } from './foreseen/transfers.ts';
import type { Input } from './proved/kind.ts';

/** One use of a mutation that is done, with every field that its input has and that goes with the others. */
export interface Use {
  readonly as: PersonaName;
  input(place: Place): Input | Promise<Input>;
}

const [AGENT, OTHER_AGENT] = [EMPLOYEE.LOME_AGENT, EMPLOYEE.LOME_OTHER_AGENT].map((id) => String(personOf(id)));
/** A kit with serial numbers and a board in lots, a pump without numbers, cables, a visit. */
const [KIT, PUMP, CABLES, VISIT] = ['2001', '2021', '2007', '2009'];
const LOCALE = { provinceId: null, countryId: null, pricelistId: '1001', paymentTermId: null };
const PERSON = {
  email: 'ama@customers.example', phone: '+228 90 00 00 00', reference: 'C-77', isCompany: false, vat: 'TG1234', function: 'Treasurer', language: 'en_US',
  website: 'https://customers.example', street: '1 rue du Marché', street2: 'Bè', zip: '01', city: 'Lomé', notes: 'Prefers mornings.', parentId: null, ...LOCALE,
};

const at = (entity: Entity, state: string) => async (place: Place): Promise<string> => String((await entity.states[state]?.(place))?.id);
const of = (as: PersonaName, field: string, id: (place: Place) => string | Promise<string>, more: Input = {}): Use => ({ as, input: async (place) => ({ [field]: await id(place), ...more }) });
const fixed = (as: PersonaName, input: Input): Use => ({ as, input: () => input });

const quotation = at(ORDERS, 'below the minimum');
async function confirmed(place: Place): Promise<string> {
  const order = await place.odoo.create('sale.order', { partner_id: await customerOf(place), company_id: COMPANY.TOGO, order_line: [[0, 0, { product_id: Number(VISIT), product_uom_qty: 2, price_unit: 5000 }]] });
  await place.odoo.press('sale.order', 'action_confirm', order, TOGO);
  return String(order);
}
const lineOf = async (place: Place): Promise<string> => String((await place.odoo.ids('sale.order.line', [['order_id', '=', Number(await quotation(place))]]))[0]);
const moved = (state: string, backorder: string) => async (place: Place): Promise<Input> => {
  const id = await at(TRANSFERS, state)(place);
  const [move] = await place.odoo.ids('stock.move', [['picking_id', '=', Number(id)]]);
  return { id, lines: [{ moveId: String(move), quantity: '1', serials: [] }], backorder };
};
const LINE = { productId: KIT, quantity: '2', unitPrice: '5000', discountPercent: '10', description: 'As agreed' };

/** For each mutation of Odoo's records one use that is done on the sandbox. */
export const USES: Readonly<Record<string, Use>> = {
  createInvoice: of('manager', 'orderId', confirmed),
  confirmInvoice: of('manager', 'id', at(INVOICES, 'a draft')),
  sendInvoice: of('manager', 'id', at(INVOICES, 'posted')),
  registerPayment: of('manager', 'invoiceId', at(INVOICES, 'posted'), { amount: '1000', journalId: '30506', date: '2026-10-01', memo: 'First part' }),
  createCreditNote: of('manager', 'invoiceId', at(INVOICES, 'posted'), { reason: 'Broken', date: '2026-10-01' }),

  createServiceAccount: fixed('admin', { name: 'Aného', parentId: String(SA.TOGO), code: 'TG-ANE', note: 'New.', companyId: '1001', partnerId: null, managerEmployeeId: String(EMPLOYEE.NO_MEMBERSHIP) }),
  updateServiceAccount: fixed('admin', { id: String(SA.LOME_BE), name: 'Bè', code: 'TG-BE', note: 'Changed.', parentId: String(SA.TOGO), partnerId: null }),
  deactivateServiceAccount: of('admin', 'id', async ({ graph, mark }) => {
    const { data } = await graph.ask('admin', `mutation { it: createServiceAccount(input: { name: "${mark}", parentId: "${SA.TOGO}" }) { serviceAccount { id } } }`);
    return (data as { it: { serviceAccount: { id: string } } }).it.serviceAccount.id;
  }),
  enrollMember: fixed('manager', { serviceAccountId: String(SA.LOME), employeeId: String(EMPLOYEE.TOGO_MANAGER), role: 'AGENT', managerMembershipId: String(MANAGER.LOME), effectiveFrom: '2026-01-01', effectiveTo: '2027-01-01' }),
  updateMembership: fixed('manager', { id: '1519', managerMembershipId: '1513', effectiveFrom: '2026-01-01', effectiveTo: '2027-01-01' }),
  revokeMembership: fixed('manager', { id: '1519' }),
  appointManager: fixed('admin', { membershipId: '1515', expectedManagerId: String(MANAGER.LOME) }),
  assignActor: fixed('manager', { record: 'CUSTOMER', id: String(CUSTOMER.PERSONA), actorId: OTHER_AGENT, expectedActorIds: [AGENT] }),
  unassignActor: fixed('manager', { record: 'CUSTOMER', id: String(CUSTOMER.PERSONA), actorId: AGENT }),
  promoteActor: fixed('manager', { record: 'CUSTOMER', id: String(CUSTOMER.TWO_ACTORS), actorId: OTHER_AGENT }),
  bringUnderGovernance: fixed('admin', { record: 'CUSTOMER', id: String(CUSTOMER.UNGOVERNED_COMPANY), serviceAccountId: String(SA.LOME), actorId: AGENT }),

  createTicket: fixed('manager', { subject: 'No light', description: 'Since Monday.', customerId: String(CUSTOMER.PERSONA), teamId: '1001', orderId: '1003', lotId: null, tagIds: ['1001'] }),
  updateTicket: fixed('manager', { id: String(TICKET.OWN), subject: 'No light', description: 'Since Monday.', orderId: '1003', lotId: null, tagIds: ['1001'] }),
  assignTicket: fixed('manager', { id: String(TICKET.OWN), userId: '1001' }),
  moveTicket: fixed('manager', { id: String(TICKET.OWN), stageId: String(STAGE.WAITING) }),
  closeTicket: fixed('manager', { id: String(TICKET.OWN) }),
  reopenTicket: fixed('manager', { id: String(TICKET.OF_AGENT_AS_CUSTOMER) }),
  addTicketMessage: fixed('manager', { ticketId: String(TICKET.OWN), body: 'We come tomorrow.' }),

  receiveStock: fixed('manager', { warehouseId: String(WAREHOUSE.TOGO), reference: 'DN 7', lines: [{ productId: KIT, quantity: '1', serials: ['IN-1'] }, { productId: PUMP, quantity: '2', serials: [] }] }),
  validateReceipt: { as: 'manager', input: moved('a receipt, ready', 'CREATE') },
  validateDelivery: { as: 'manager', input: moved('a delivery, ready', 'CREATE') },
  createLot: fixed('manager', { productId: KIT, name: 'LOT-1' }),

  confirmManufacturingOrder: of('manager', 'id', at(MANUFACTURING_ORDERS, 'a draft')),
  startManufacturingOrder: of('manager', 'id', at(MANUFACTURING_ORDERS, 'confirmed, with its components')),
  finishManufacturingOrder: of('manager', 'id', at(MANUFACTURING_ORDERS, 'with steps, confirmed'), { quantity: '1', serialNumbers: ['MADE-1'], backorder: 'NONE', acceptConsumption: true }),
  cancelManufacturingOrder: of('manager', 'id', at(MANUFACTURING_ORDERS, 'confirmed, with its components')),

  createCustomer: fixed('manager', { name: 'Ama Kodjo', ...PERSON }),
  updateCustomer: fixed('manager', { id: String(CUSTOMER.PERSONA), name: 'Ama Kodjo', ...PERSON }),
  archiveCustomer: fixed('manager', { id: String(CUSTOMER.PERSONA) }),
  createQuotation: of('manager', 'customerId', async (place) => String(await customerOf(place)), {
    lines: [LINE], companyId: '1001', pricelistId: '1001', paymentTermId: null, outletId: '1001', clientReference: 'PO 7', note: 'By boat.', promisedAt: '2027-01-02T08:00:00Z', validUntil: '2027-01-31',
  }),
  updateQuotation: of('manager', 'id', quotation, { pricelistId: '1001', paymentTermId: null, clientReference: 'PO 7', note: 'By boat.', promisedAt: '2027-01-02T08:00:00Z', validUntil: '2027-01-31' }),
  addOrderLines: of('manager', 'orderId', quotation, { lines: [LINE] }),
  updateOrderLine: of('manager', 'lineId', lineOf, { quantity: '3', unitPrice: '5000', discountPercent: '10', description: 'As agreed' }),
  removeOrderLine: of('manager', 'lineId', lineOf),
  sendQuotation: of('manager', 'id', quotation),
  sendProforma: of('manager', 'id', quotation),
  requestApproval: of('manager', 'id', at(ORDERS, 'draft, approval none'), { note: 'Big.' }),
  approveOrder: of('admin', 'id', at(ORDERS, 'draft, approval pending'), { note: 'Fine.' }),
  rejectOrder: of('admin', 'id', at(ORDERS, 'draft, approval pending'), { reason: 'Too big.' }),
  confirmOrder: of('manager', 'id', quotation),
  cancelOrder: of('manager', 'id', quotation),
  reopenQuotation: of('manager', 'id', at(ORDERS, 'cancel, approval none')),
  setBillOfProducts: fixed('manager', { templateId: '1014', name: 'Pack', lines: [{ productId: KIT, quantity: '1' }, { productId: CABLES, quantity: '2.5' }] }),
};

/** Mutations of what lies in MongoDB, of the synchronisation, and of nobody in particular: what they change is not taken back with Odoo's records. */
export const ELSEWHERE = [
  'signIn', 'createProductionOrder', 'updateProductionOrder', 'changeProductionStatus', 'deleteProductionOrder', 'createDashboardProduct', 'updateDashboardProduct', 'linkProduct', 'syncFull', 'syncProducts', 'syncOrders',
  'syncUsers', 'resolveSyncConflict', 'setSyncSchedule', 'changeDashboardRole',
] as const;
