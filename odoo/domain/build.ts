import type { Condition, Domain, DomainValue } from './types.ts';

/** Matches every record. */
export const EVERYTHING: Domain = [];

/** Matches no record, on every Odoo version. Compare with `isNothing` to spare the call altogether. */
export const NOTHING: Domain = [['id', 'in', []]];

export function isNothing(domain: Domain): boolean {
  if (domain.length !== 1) return false;
  const [only] = domain;
  return Array.isArray(only) && only[0] === 'id' && only[1] === 'in' && Array.isArray(only[2]) && only[2].length === 0;
}

export function where(path: string, operator: string, value: DomainValue): Domain {
  const condition: Condition = [path, operator, value];
  return [condition];
}

/** How many complete terms a domain holds side by side (they are implicitly joined by `&`). */
function terms(domain: Domain): number {
  let open = 0;
  let count = 0;
  for (const node of domain) {
    if (open === 0) {
      count += 1;
      open = 1;
    }
    if (node === '&' || node === '|') open += 1;
    else if (node !== '!') open -= 1;
  }
  return count;
}

/** The same domain as exactly one term, so that an operator may be put before it. */
function asOneTerm(domain: Domain): Domain {
  const joins = Array.from({ length: terms(domain) - 1 }, () => '&' as const);
  return [...joins, ...domain];
}

/** Matches what all of the domains match. */
export function and(...domains: readonly Domain[]): Domain {
  if (domains.some(isNothing)) return NOTHING;
  const parts = domains.filter((domain) => domain.length > 0);
  if (parts.length <= 1) return parts[0] ?? EVERYTHING;
  return [...parts.slice(1).map(() => '&' as const), ...parts.flatMap(asOneTerm)];
}

/** Matches what any of the domains matches. */
export function or(...domains: readonly Domain[]): Domain {
  if (domains.some((domain) => domain.length === 0)) return EVERYTHING;
  const parts = domains.filter((domain) => !isNothing(domain));
  if (parts.length <= 1) return parts[0] ?? NOTHING;
  return [...parts.slice(1).map(() => '|' as const), ...parts.flatMap(asOneTerm)];
}

/** Matches what the domain does not match. */
export function not(domain: Domain): Domain {
  if (domain.length === 0) return NOTHING;
  if (isNothing(domain)) return EVERYTHING;
  return ['!', ...asOneTerm(domain)];
}
