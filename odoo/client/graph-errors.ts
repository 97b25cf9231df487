import { GraphError, type ErrorCode } from '../../platform/errors.ts';
import { OdooFault, type FaultKind } from './faults.ts';

interface Wording {
  readonly code: ErrorCode;
  readonly message: string;
  /** Odoo's own sentence is written for people and may be shown instead. */
  readonly odooSays?: true;
}

/** What a caller of the graph is told. Names of models, hosts, users and groups stay in the log. */
const WORDINGS: Readonly<Record<FaultKind, Wording>> = {
  AUTHENTICATION: { code: 'UPSTREAM_DENIED', message: 'Odoo refuses the credentials of the gateway.' },
  UNKNOWN_DATABASE: { code: 'UPSTREAM_DENIED', message: 'Odoo does not know the configured database.' },
  ACCESS: { code: 'UPSTREAM_DENIED', message: 'The gateway’s user lacks a right in Odoo that this needs.' },
  MISSING_RECORD: { code: 'CONFLICT', message: 'The record no longer exists.' },
  UNKNOWN_MODEL: { code: 'NOT_AVAILABLE', message: 'The connected Odoo lacks the app that this needs.' },
  UNKNOWN_METHOD: { code: 'NOT_AVAILABLE', message: 'The connected Odoo cannot do this.' },
  UNKNOWN_FIELD: { code: 'NOT_AVAILABLE', message: 'The connected Odoo lacks a field that this needs.' },
  INVALID_VALUE: { code: 'BAD_USER_INPUT', message: 'Odoo cannot use one of the values.' },
  VALIDATION: { code: 'BUSINESS_RULE', message: 'The values break a rule of the record.', odooSays: true },
  DUPLICATE: { code: 'CONFLICT', message: 'A record with the same unique value exists already.' },
  BAD_REFERENCE: { code: 'BAD_USER_INPUT', message: 'One of the records referred to does not exist.' },
  IN_USE: { code: 'BUSINESS_RULE', message: 'The record is in use by others and cannot be deleted; archive it instead.' },
  BUSINESS: { code: 'BUSINESS_RULE', message: 'Odoo refused this.', odooSays: true },
  CONFLICT: { code: 'CONFLICT', message: 'Somebody else is changing the same records; try again.' },
  BAD_ARGUMENTS: { code: 'UPSTREAM_ERROR', message: 'Odoo does not take this request as it was sent.' },
  CRASH: { code: 'UPSTREAM_ERROR', message: 'Odoo failed while doing this.' },
  OVERLOADED: { code: 'UPSTREAM_UNAVAILABLE', message: 'Odoo is overloaded; try again shortly.' },
  UNREACHABLE: { code: 'UPSTREAM_UNAVAILABLE', message: 'Odoo cannot be reached.' },
  SUSPENDED: { code: 'UPSTREAM_UNAVAILABLE', message: 'Odoo has been failing and is given a pause; try again shortly.' },
  TIMEOUT: { code: 'UPSTREAM_TIMEOUT', message: 'Odoo did not answer in time.' },
  CANCELLED: { code: 'CANCELLED', message: 'The client left before Odoo answered.' },
  NOT_ODOO: { code: 'UPSTREAM_ERROR', message: 'What answered is not Odoo.' },
  TOO_LARGE: { code: 'UPSTREAM_ERROR', message: 'Odoo’s answer is too large; ask for less.' },
};

const LONGEST_SENTENCE = 300;

/**
 * The error of the graph for a fault of Odoo. `extensions.fault` is the kind; `extensions.uncertain` is true where a
 * write may have happened all the same. The fault itself is the `cause`, for the log.
 */
export function toGraphError(fault: OdooFault): GraphError {
  const wording = WORDINGS[fault.kind];
  const sentence = wording.odooSays ? presentable(fault.said) : null;
  return new GraphError(
    wording.code,
    sentence ?? wording.message,
    {
      fault: fault.kind,
      ...(fault.uncertain && { uncertain: true }),
      ...(fault.retryAfterMs !== null && { retryAfterSeconds: Math.ceil(fault.retryAfterMs / 1000) }),
    },
    { cause: fault },
  );
}

/**
 * Odoo's sentence without its technical tail (`Model: …`, hints about create and delete, debug info), or null when
 * nothing is left that is worth showing.
 */
function presentable(said: string): string | null {
  const [paragraph = ''] = said.replace(/^The operation cannot be completed:\s*/, '').split(/\n\s*\n|\nModel:|\n- /);
  const sentence = paragraph.replace(/\s+/g, ' ').replace(/ \([a-z0-9_]+\)$/, '').trim();
  if (sentence === '') return null;
  return sentence.length <= LONGEST_SENTENCE ? sentence : `${sentence.slice(0, LONGEST_SENTENCE)}…`;
}
