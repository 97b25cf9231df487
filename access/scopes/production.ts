import { EVERYTHING, NOTHING, and, or } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { companyWork } from './company-work.ts';
import { questionOf, seenIn } from './standing.ts';
import type { ScopeView } from './view.ts';

/** PRODUCTION. By its own association; what nobody governs is the company's own work. No customer sees any. */
export async function productionScope(view: ScopeView): Promise<Domain> {
  const { reach } = view;
  if (reach.kind === 'everything') return EVERYTHING;
  if (reach.kind !== 'account') return NOTHING;
  const ofCompany = companyWork(view);
  const own = await view.governed('production', { ...questionOf(reach), among: ofCompany });
  return or(seenIn(own, reach), and(own.ungoverned, ofCompany));
}
