import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { SA } from '../../odoo/sandbox/data/ids.ts';
import type { OdooPort, OdooRequest } from '../../odoo/port.ts';

/** A mutation that is to have one effect, however often its process dies. `mark` tells one attempt from all others. */
export interface Proved {
  readonly as: PersonaName;
  /** Takes `$input`; what it selects is the same at each repetition. */
  readonly query: string;
  input(mark: string): Readonly<Record<string, unknown>>;
  /** Makes what the mutation works on. */
  prepare?(mark: string, odoo: OdooPort, request: OdooRequest): Promise<void>;
  /** How often it was done: 1, or something is wrong. */
  count(mark: string, odoo: OdooPort, request: OdooRequest): Promise<number>;
}

const countOf = (odoo: OdooPort, request: OdooRequest, model: string, domain: readonly unknown[]): Promise<number> =>
  odoo.call<number>({ model, method: 'search_count', args: { domain }, context: { active_test: false }, kind: 'read' }, request);

/** A customer counts as done once they are there, with one place in the Service Account and one actor. */
const customer: Proved = {
  as: 'agent',
  query: 'mutation($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } userErrors { code } } }',
  input: (mark) => ({ name: mark }),
  async count(mark, odoo, request) {
    const counts = await Promise.all([
      countOf(odoo, request, 'res.partner', [['name', '=', mark]]),
      countOf(odoo, request, 'ov.sa_customer_assignment', [['partner_id.name', '=', mark], ['state', '=', 'active']]),
      countOf(odoo, request, 'ov.actor_sa_customer_assignment', [['assignment_id.partner_id.name', '=', mark], ['state', '=', 'active']]),
    ]);
    return counts.every((count) => count === 1) ? 1 : Math.max(...counts) > 1 ? 2 : 0;
  },
};

const account: Proved = {
  as: 'admin',
  query: 'mutation($input: CreateServiceAccountInput!) { createServiceAccount(input: $input) { serviceAccount { id } userErrors { code } } }',
  input: (mark) => ({ name: mark, parentId: String(SA.TOGO) }),
  count: (mark, odoo, request) => countOf(odoo, request, 'ov.serviced_account', [['name', '=', mark]]),
};

/** The mutations that the proof goes through, in turn. */
export const PROVED: readonly Proved[] = [customer, account];
