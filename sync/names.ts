import type { Db } from 'mongodb';
import { products, users } from './collections.ts';
import type { OrderNames } from './view-order.ts';

/** Fetches what the dashboard does not know yet from Odoo and keeps it; answers nothing. */
export type Adopt = (odooIds: readonly number[]) => Promise<void>;

/**
 * Which product and user of the dashboard is which of Odoo's: read in batches, remembered for the length of a run. What
 * an order in Odoo refers to and the dashboard has never seen is taken over on the spot.
 */
export class Names implements OrderNames {
  readonly #db: Db;
  readonly #adopt: { readonly products: Adopt; readonly users: Adopt };
  readonly #products = new TwoWay();
  readonly #users = new TwoWay();

  constructor(db: Db, adopt: { readonly products: Adopt; readonly users: Adopt }) {
    this.#db = db;
    this.#adopt = adopt;
  }

  readonly productInOdoo = (id: string): number | undefined => this.#products.there(id);
  readonly userInOdoo = (id: string): number | undefined => this.#users.there(id);
  readonly productHere = (odooId: number): string | undefined => this.#products.here(odooId);
  readonly userHere = (odooId: number): string | undefined => this.#users.here(odooId);

  /** Gets to know products and users by their ids here, also those that had no id in Odoo the last time. */
  async learnHere(productIds: readonly string[], userIds: readonly string[]): Promise<void> {
    const [unknownProducts, unknownUsers] = [this.#products.unlinked(productIds), this.#users.unlinked(userIds)];
    if (unknownProducts.length > 0) this.#products.add(await products.in(this.#db).find({ _id: { $in: [...unknownProducts] } }, { projection: { odooId: 1 } }).toArray());
    if (unknownUsers.length > 0) this.#users.add(await users.in(this.#db).find({ _id: { $in: [...unknownUsers] } }, { projection: { odooId: 1 } }).toArray());
  }

  /** … and by their ids in Odoo. */
  async learnThere(productIds: readonly number[], userIds: readonly number[]): Promise<void> {
    await this.#learn(this.#products, productIds, (ids) => products.in(this.#db).find({ odooId: { $in: [...ids] } }, { projection: { odooId: 1 } }).toArray(), this.#adopt.products);
    await this.#learn(this.#users, userIds, (ids) => users.in(this.#db).find({ odooId: { $in: [...ids] } }, { projection: { odooId: 1 } }).toArray(), this.#adopt.users);
  }

  async #learn(names: TwoWay, ids: readonly number[], find: (ids: readonly number[]) => Promise<readonly Linked[]>, adopt: Adopt): Promise<void> {
    let unknown = names.unknown(ids);
    if (unknown.length === 0) return;
    names.add(await find(unknown));
    unknown = names.unknown(ids);
    if (unknown.length === 0) return;
    await adopt(unknown);
    names.add(await find(unknown));
  }
}

interface Linked {
  readonly _id: string;
  readonly odooId?: number;
}

class TwoWay {
  readonly #there = new Map<string, number>();
  readonly #here = new Map<number, string>();

  there(id: string): number | undefined {
    return this.#there.get(id);
  }

  here(odooId: number): string | undefined {
    return this.#here.get(odooId);
  }

  unlinked(ids: readonly string[]): readonly string[] {
    return [...new Set(ids)].filter((id) => !this.#there.has(id));
  }

  unknown(odooIds: readonly number[]): readonly number[] {
    return [...new Set(odooIds)].filter((id) => id > 0 && !this.#here.has(id));
  }

  add(found: readonly Linked[]): void {
    for (const { _id, odooId } of found) {
      if (odooId === undefined) continue;
      this.#there.set(_id, odooId);
      this.#here.set(odooId, _id);
    }
  }
}
