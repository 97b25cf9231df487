import { OdooFault } from '../../odoo/client/faults.ts';
import type { FaultKind } from '../../odoo/client/faults.ts';
import { toGraphError } from '../../odoo/client/graph-errors.ts';
import { GraphError } from '../../platform/errors.ts';
import { userError } from '../../platform/user-errors.ts';
import type { UserErrorCode } from '../../platform/user-errors.ts';
import { Refusal } from './refusal.ts';

/** What of Odoo's own refusals is expected: the caller can do something about it. Everything else is an error. */
const EXPECTED: Readonly<Partial<Record<FaultKind, UserErrorCode>>> = {
  BUSINESS: 'REFUSED_BY_ODOO',
  VALIDATION: 'REFUSED_BY_ODOO',
  INVALID_VALUE: 'INVALID_VALUE',
  BAD_REFERENCE: 'NOT_FOUND',
  DUPLICATE: 'DUPLICATE',
  IN_USE: 'IN_USE',
  CONFLICT: 'CONFLICT',
  MISSING_RECORD: 'CONFLICT',
};

/** A fault of Odoo as the refusal that it is, or as an error of the graph. Other errors as they are. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof GraphError && error.code === 'NOT_AVAILABLE') return new Refusal([userError('NOT_AVAILABLE', null, { reason: error.message })]);
  if (!(error instanceof OdooFault)) return error;
  const code = EXPECTED[error.kind];
  // The reason is Odoo's own sentence where that is written for people.
  return code === undefined || error.uncertain ? error : new Refusal([userError(code, null, { reason: toGraphError(error).message })]);
}

/** Did a write perhaps happen although its call failed? */
export function isUncertain(error: unknown): boolean {
  return error instanceof OdooFault && error.uncertain;
}

/** What the caller is told when nobody knows whether the write happened. */
export function unknownOutcome(fault: OdooFault, keyed: boolean, done: readonly string[]): GraphError {
  const told = toGraphError(fault);
  const remedy = keyed ? 'Repeat with the same idempotency key: what was done is found and not done again.' : 'Read the record before you repeat.';
  return new GraphError(told.code, `${told.message} The change may have been made all the same. ${remedy}`, { ...told.extensions, uncertain: true, ...(done.length > 0 && { done }) }, { cause: fault });
}
