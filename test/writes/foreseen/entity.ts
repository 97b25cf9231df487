import { COMPANY, EMPLOYEE, personOf, SA } from '../../../odoo/sandbox/data/ids.ts';
import type { TestGraph } from '../../support/graph.ts';
import type { Input, ProofOdoo } from '../proved/kind.ts';

/** Whom the record is made for, by what they are to the graph. */
export type Role = 'ADMIN' | 'SA_MANAGER' | 'STAFF' | 'AGENT' | 'CUSTOMER' | 'SYSTEM';

export interface Place {
  readonly odoo: ProofOdoo;
  readonly graph: TestGraph;
  readonly role: Role;
  /** Different for every record. */
  readonly mark: string;
}

export interface Made {
  readonly id: number;
  /** The Service Account that it is looked at from, if not Lomé. */
  readonly account?: number;
}

/** A kind of record with `availableActions`. */
export interface Entity {
  /** Its root by id. */
  readonly root: string;
  /** The mutations that `availableActions` speaks of. */
  readonly actions: readonly string[];
  readonly roles: readonly Role[];
  /** A new record in each state. */
  readonly states: Readonly<Record<string, (place: Place) => Promise<Made>>>;
  /** States that are looked at on a real Odoo, where a record takes seconds. */
  readonly few: readonly string[];
  /** States that the sandbox alone can be brought into. */
  readonly sandboxOnly?: readonly string[];
  /** What the mutation is given: nothing that it would refuse by itself. Null where the record has nothing that could be named. */
  input(action: string, id: number, place: Place): Input | null | Promise<Input | null>;
}

export const TOGO = { allowed_company_ids: [COMPANY.TOGO] };

/** Who acts on what is made: an agent sees nothing else, staff do not see what is another's. */
const actorOf = (role: Role): number | null => (role === 'AGENT' ? personOf(EMPLOYEE.LOME_AGENT) : null);

/** The value of `ov_sa_assignment_ids` that puts a new record into Lomé, within the sight of the role. */
export function inLome(role: Role, access = 'binding'): readonly unknown[] {
  const actor = actorOf(role);
  return [[0, 0, { account_id: SA.LOME, access, ...(actor !== null && { actor_assignment_ids: [[0, 0, { actor_id: actor, is_primary: true }]] }) }]];
}

/** Customers by what they are, for all records of one Odoo: nothing that is done to a record changes them. */
const customers = new WeakMap<ProofOdoo, Map<string, Promise<number>>>();

/** A customer of Lomé within the sight of the role. */
export function customerOf({ odoo, role, mark }: Place, vals: Input = {}, access?: string): Promise<number> {
  const known = customers.get(odoo) ?? new Map<string, Promise<number>>();
  customers.set(odoo, known);
  const key = JSON.stringify([actorOf(role), vals, access]);
  const made = known.get(key) ?? odoo.create('res.partner', { name: mark, email: 'somebody@customers.example', customer_rank: 1, company_id: COMPANY.TOGO, ov_sa_assignment_ids: inLome(role, access), ...vals });
  known.set(key, made);
  return made;
}
