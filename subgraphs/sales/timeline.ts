import DataLoader from 'dataloader';
import { idOf, rowOf, type OdooRow } from '../../access/odoo-records.ts';
import { once, type GraphContext } from '../../graph/context.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { idsAlong, livePath } from '../../graph/paths.ts';
import { moneyOf, type MoneyValue } from '../../graph/read-value.ts';
import { pathSpecification } from '../../graph/selection.ts';
import { typeEntry } from '../../graph/table.ts';
import { seesField } from '../../graph/visibility.ts';
import { asDate, asDateTime, asText } from '../../odoo/client/values.ts';
import { and, isNothing, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { mergeSpecifications } from '../../odoo/read/specification.ts';
import type { DomainPolicy } from '../../access/scopes/view.ts';

interface OrderEvent {
  readonly kind: string;
  readonly on: string;
  readonly at: string | null;
  readonly label: string | null;
  readonly recordId: string | null;
  readonly amount: MoneyValue | null;
  readonly by: number | null;
}

/** Events of one kind of record: which records, as who sees them, by which paths they lead to orders, and what happened. */
interface Source {
  readonly model: string;
  readonly policy: DomainPolicy;
  readonly rows: Domain;
  readonly orders: readonly string[];
  readonly fields: readonly string[];
  eventOf(record: OdooRow, context: GraphContext): OrderEvent | null;
}

const QUIET = { label: null, recordId: null, amount: null, by: null } as const;

function atMoment(kind: string, moment: unknown, more: Partial<OrderEvent> = {}): OrderEvent | null {
  const at = asDateTime(moment);
  return at === null ? null : { ...QUIET, kind, on: at.slice(0, 10), at, ...more };
}

function onDay(kind: string, day: unknown, more: Partial<OrderEvent>): OrderEvent | null {
  const on = asDate(day);
  return on === null ? null : { ...QUIET, kind, on, at: null, ...more };
}

const named = (record: OdooRow): Partial<OrderEvent> => ({ label: asText(record.name), recordId: String(idOf(record.id)) });

function transferKind(transfer: OdooRow): string {
  if (rowOf(transfer.location_dest_id)?.usage === 'customer') return 'DELIVERED';
  return rowOf(transfer.location_id)?.usage === 'customer' ? 'RETURNED' : 'TRANSFERRED';
}

const OF_LINES = 'invoice_line_ids.sale_line_ids.order_id';

const SOURCES: readonly Source[] = [
  {
    model: 'stock.picking',
    policy: 'TRANSFER',
    rows: where('state', '=', 'done'),
    orders: ['sale_id'],
    fields: ['name', 'date_done', 'location_id.usage', 'location_dest_id.usage'],
    eventOf: (transfer) => atMoment(transferKind(transfer), transfer.date_done, named(transfer)),
  },
  {
    model: 'account.move',
    policy: 'INVOICE',
    rows: and(where('state', '=', 'posted'), where('move_type', 'in', ['out_invoice', 'out_refund'])),
    orders: [OF_LINES],
    fields: ['name', 'invoice_date', 'move_type', 'amount_total', 'currency_id'],
    eventOf: (invoice, context) =>
      onDay(invoice.move_type === 'out_refund' ? 'CREDITED' : 'INVOICED', invoice.invoice_date, { ...named(invoice), amount: moneyOf(context, invoice.amount_total, invoice.currency_id) }),
  },
  {
    model: 'account.payment',
    policy: 'PAYMENT',
    rows: and(where('partner_type', '=', 'customer'), where('state', 'not in', ['draft', 'cancel', 'canceled', 'rejected'])),
    // As `SalesOrder.payments` has it: what a payment was made for, and what it is reconciled with.
    orders: [
      `invoice_ids.${OF_LINES}`,
      `move_id.line_ids.matched_debit_ids.debit_move_id.move_id.${OF_LINES}`,
      `move_id.line_ids.matched_credit_ids.credit_move_id.move_id.${OF_LINES}`,
    ],
    fields: ['name', 'date', 'payment_type', 'amount', 'currency_id'],
    eventOf: (payment, context) =>
      onDay(payment.payment_type === 'outbound' ? 'REFUNDED' : 'PAID', payment.date, { ...named(payment), amount: moneyOf(context, payment.amount, payment.currency_id) }),
  },
];

/** The events of one source for all orders of a hop: one search, with the caller's own view of its records. */
async function eventsOf({ model, policy, rows, orders, fields, eventOf }: Source, ids: readonly number[], context: GraphContext): Promise<readonly (readonly OrderEvent[])[]> {
  const paths = orders.map((path) => livePath(model, path, context)).filter((path) => path !== null);
  const visible = paths.length === 0 || !context.database.has(model) ? null : await context.scopes.domain(policy, model);
  if (visible === null || isNothing(visible)) return ids.map(() => []);
  const specification = [...fields, ...orders].map((path) => pathSpecification(context, model, path)).reduce(mergeSpecifications);
  const { records } = await context.reader.search(model, { domain: and(visible, rows, or(...paths.map((path) => where(path, 'in', ids)))), specification, order: 'id' });
  const found = new Map(ids.map((id): [number, OrderEvent[]] => [id, []]));
  for (const record of records) {
    const event = eventOf(record, context);
    const owners = new Set(paths.flatMap((path) => idsAlong(record, path.split('.'))));
    if (event !== null) for (const order of owners) found.get(order)?.push(event);
  }
  return ids.map((id) => found.get(id) ?? []);
}

function loader(context: GraphContext): DataLoader<number, readonly OrderEvent[]> {
  return once(context, 'timelines', () =>
    new DataLoader<number, readonly OrderEvent[]>(async (ids) => {
      const sources = await Promise.all(SOURCES.map((source) => eventsOf(source, ids, context)));
      return ids.map((_id, index) => sources.flatMap((events) => events[index] ?? []));
    }));
}

/** What the order's own fields say; its approval is for who may see that. */
function ownEvents(order: OdooRow, context: GraphContext): readonly (OrderEvent | null)[] {
  const type = typeEntry(context.table, 'SalesOrder');
  const asked = type.fields.get('approvalSubmittedAt');
  const decided = order.approval_status === 'approved' ? 'APPROVED' : order.approval_status === 'rejected' ? 'REJECTED' : null;
  const approval = asked === undefined || !seesField(type, asked, context) ? [] : [
    atMoment('APPROVAL_REQUESTED', order.approval_submitted_date, { by: idOf(order.approval_submitted_by_id) }),
    decided === null ? null : atMoment(decided, order.approval_date, { by: idOf(order.approved_by_id) }),
  ];
  return [
    atMoment('CREATED', order.create_date),
    atMoment('SIGNED', order.signed_on),
    ...approval,
    // Odoo moves the date of an order to the moment of its confirmation.
    order.state === 'sale' ? atMoment('CONFIRMED', order.date_order) : null,
  ];
}

/** Within a day what has a moment comes first, in its order; invoices and payments, of which only the day is known, follow. */
function byTime(one: OrderEvent, other: OrderEvent): number {
  return one.on.localeCompare(other.on) || (one.at ?? '9').localeCompare(other.at ?? '9');
}

/** `SalesOrder.timeline`. */
export const timeline: CodeResolver = async ({ id, data }, _args, context) => {
  const events = [...ownEvents(data, context), ...(await loader(context).load(id))];
  return events.filter((event) => event !== null).toSorted(byTime);
};
