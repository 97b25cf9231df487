import { parseId } from '../../graph/ids.ts';
import { and, NOTHING, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { SubscriptionContractFilter } from './generated.ts';
import type { SubscriptionSource } from './subscription-sources.ts';

function statusDomain({ state, statuses }: SubscriptionSource, wanted: readonly string[]): Domain {
  const stored = Object.entries(statuses).flatMap(([own, common]) => (wanted.includes(common) ? [own] : []));
  return where(state, 'in', stored);
}

/** A record that cannot exist belongs to nothing. */
function ofRecord(given: string | null | undefined, domain: (id: number) => Domain): Domain {
  if (given === null || given === undefined) return [];
  const id = parseId(given);
  return id === null ? NOTHING : domain(id);
}

function compared(path: string, operator: '>=' | '<=', day: string | null | undefined): Domain {
  return day === null || day === undefined ? [] : where(path, operator, day);
}

/** The common conditions in one source's own terms. */
export function filterDomain(source: SubscriptionSource, filter: SubscriptionContractFilter | null | undefined): Domain {
  if (!filter) return [];
  if (filter.source && !filter.source.includes(source.name)) return NOTHING;
  return and(
    filter.status ? statusDomain(source, filter.status) : [],
    ofRecord(filter.customer, (id) => where(source.customer, '=', id)),
    ofRecord(filter.product, source.forProduct),
    ofRecord(filter.company, (id) => where('company_id', '=', id)),
    compared('start_date', '>=', filter.startFrom),
    compared('start_date', '<=', filter.startTo),
    compared(source.next, '>=', filter.nextFrom),
    compared(source.next, '<=', filter.nextTo),
  );
}
