import { setTimeout as sleep } from 'node:timers/promises';
import { orders } from './collections.ts';
import type { Dashboard } from './dashboard.ts';
import { changeStatus, updateOrder } from './edit-order.ts';
import { OdooRecords } from './odoo-records.ts';

/** Priorities and quantities that a demo goes round. */
const PRIORITIES = ['LOW', 'NORMAL', 'HIGH', 'URGENT'] as const;

/**
 * Keeps a demo alive until the signal: every few seconds somebody changes an order, here and in Odoo in turn, so that both
 * sides are seen moving. For the sandbox only; nobody's orders are at stake there.
 */
export async function demoEdits(dashboard: Dashboard, seconds: number, signal: AbortSignal): Promise<void> {
  const { db, engine } = dashboard;
  for (let turn = 0; !signal.aborted; turn += 1) {
    await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const open = await orders.in(db).find({ deleted: null, odooId: { $exists: true }, status: { $in: ['PENDING', 'ON_HOLD', 'IN_PROGRESS'] } }).sort({ _id: 1 }).toArray();
    const order = open[turn % Math.max(1, open.length)];
    if (order?.odooId === undefined) continue;
    if (turn % 2 === 1) {
      const odoo = new OdooRecords({ port: engine.port, companies: engine.companies, request: { signal, deadline: Date.now() + 10_000, tenant: 'demo' } });
      const deadline = new Date(Date.now() + (1 + (turn % 10)) * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
      await odoo.write('mrp.production', order.odooId, { date_deadline: deadline });
      // Another run takes it over as well.
      await dashboard.run({ kind: 'ORDERS', trigger: 'SCHEDULE', by: null, signal }).catch(() => undefined);
      continue;
    }
    const editor = { by: 'demo', visible: {}, companyId: order.companyId, serviceAccountIds: order.serviceAccountIds, now: new Date() };
    if (turn % 8 === 0 && order.status === 'PENDING') await changeStatus(db, order._id, null, 'IN_PROGRESS', editor);
    else await updateOrder(db, order._id, null, { priority: PRIORITIES[turn % 4] ?? 'NORMAL' }, editor);
    dashboard.hub.nudge();
    await dashboard.push('ORDER', order._id, { signal });
  }
}
