import type { CodeResolver } from '../../graph/engine.ts';
import { asId } from '../../odoo/client/values.ts';

const RECURRING_CONTRACTS: ReadonlySet<unknown> = new Set(['subscription', 'paygo']);

/** `Product.isSubscription`: all three conditions of seed 000 §8 hold. */
export const isSubscription: CodeResolver = ({ data }) =>
  data.type === 'service' && RECURRING_CONTRACTS.has(data.x_contract_type) && asId(data.plan_id) !== null;
