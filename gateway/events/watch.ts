import { dashboardOrders } from '../../access/scopes/dashboard.ts';
import type { Principal } from '../../access/principal.ts';
import { orders } from '../../sync/collections.ts';
import type { OrderEvent } from '../../sync/hub.ts';
import { usersWhoAre } from '../../sync/mine.ts';
import type { Db, Filter } from 'mongodb';
import type { OrderDocument } from '../../sync/model.ts';

/** An order that the watcher sees, or does not see any more. No values: who wants them asks the graph. */
export interface Hint {
  readonly id: string;
  /** Null when the order is gone for the watcher. */
  readonly version: number | null;
}

/** Which of the changed orders one watcher hears of. What was never theirs is not mentioned, whatever became of it. */
export class Watch {
  readonly #db: Db;
  readonly #heard = new Set<string>();
  #principal: Principal;

  constructor(db: Db, principal: Principal) {
    this.#db = db;
    this.#principal = principal;
  }

  /** Their memberships may have changed. */
  set principal(principal: Principal) {
    this.#principal = principal;
  }

  async hints(events: readonly OrderEvent[]): Promise<readonly Hint[]> {
    const ids = events.map(({ id }) => id);
    const mine = await usersWhoAre(this.#db, this.#principal);
    const filter = { $and: [{ _id: { $in: ids }, deleted: null }, dashboardOrders(this.#principal, mine)] } as Filter<OrderDocument>;
    const seen = await orders.in(this.#db).find(filter, { projection: { version: 1 } }).toArray();
    const visible = new Set(seen.map(({ _id }) => _id));
    const gone = ids.filter((id) => !visible.has(id) && this.#heard.has(id));
    for (const id of visible) this.#heard.add(id);
    for (const id of gone) this.#heard.delete(id);
    return [...seen.map(({ _id, version }) => ({ id: _id, version })), ...gone.map((id) => ({ id, version: null }))];
  }
}

