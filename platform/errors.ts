/**
 * Every error code that the graph answers, in one closed catalogue: HTTP status when the whole request fails with it,
 * and what it means. A test proves that the README lists each of them.
 */
export const ERRORS = {
  UNAUTHENTICATED: { status: 401, meaning: 'No credential was sent, and the field needs one.' },
  TOKEN_MALFORMED: { status: 401, meaning: 'The Authorization header does not hold a readable bearer token.' },
  TOKEN_EXPIRED: { status: 401, meaning: 'The token is past its expiry.' },
  TOKEN_ALGORITHM: { status: 401, meaning: 'The token is signed with an algorithm that this issuer may not use.' },
  TOKEN_SIGNATURE: { status: 401, meaning: 'The token was not signed by a key that is trusted here.' },
  TOKEN_CLAIMS: { status: 401, meaning: 'A claim that is needed is missing or has the wrong value.' },
  CALLER_UNKNOWN: { status: 401, meaning: 'The token is good but its subject does not exist or is deactivated.' },
  API_KEY_INVALID: { status: 401, meaning: 'The API key is unknown, revoked or malformed.' },
  API_KEY_EXPIRED: { status: 401, meaning: 'The API key is past its expiry.' },
  KEYS_UNAVAILABLE: { status: 503, meaning: 'The key set that verifies tokens could not be fetched; the token may be good.' },
  FORBIDDEN: { status: 403, meaning: 'The caller may not see this field or do this.' },
  FORBIDDEN_SA: { status: 403, meaning: 'The Service Account in context is not one of the caller’s.' },
  SA_REQUIRED: { status: 400, meaning: 'The caller belongs to several Service Accounts and must name one in X-SA-ID.' },
  UNSIGNED_HOP: { status: 403, meaning: 'A subgraph was called without the gateway’s signature.' },
  BAD_USER_INPUT: { status: 400, meaning: 'An argument or header has a value that cannot be used.' },
  BAD_CURSOR: { status: 400, meaning: 'The cursor was not made by this list, in this order.' },
  LIMIT_EXCEEDED: { status: 400, meaning: 'The request asks for more than its class of client may.' },
  RATE_LIMITED: { status: 429, meaning: 'The caller sends more, or keeps Odoo busy longer, than its class of client may; Retry-After tells when to try again.' },
  OPERATION_NOT_PUBLISHED: { status: 403, meaning: 'The caller may run published operations only, and this is none of them.' },
  PERSISTED_QUERY_NOT_FOUND: { status: 200, meaning: 'No operation is known by this id yet: the client sends its text along, as the protocol of persisted queries has it.' },
  INTROSPECTION_DISABLED: { status: 403, meaning: 'The class of the client may not ask for the schema.' },
  NOT_AVAILABLE: { status: 501, meaning: 'The connected Odoo lacks what this field needs.' },
  UPSTREAM_UNAVAILABLE: { status: 503, meaning: 'Odoo could not be reached or is overloaded.' },
  UPSTREAM_TIMEOUT: { status: 504, meaning: 'Odoo did not answer within the deadline of the request.' },
  UPSTREAM_DENIED: { status: 502, meaning: 'Odoo refused the gateway’s own user: its rights or key need attention.' },
  UPSTREAM_ERROR: { status: 502, meaning: 'Odoo answered something that cannot be used.' },
  CONFLICT: { status: 409, meaning: 'Somebody else changed the record at the same time.' },
  BUSINESS_RULE: { status: 422, meaning: 'Odoo refused for a reason of the business.' },
  CANCELLED: { status: 499, meaning: 'The client left before the answer was ready.' },
  INTERNAL: { status: 500, meaning: 'A defect of the graph itself; the log has the details.' },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = keyof typeof ERRORS;

/**
 * An error that may be shown to the caller: its message is safe and its `extensions` are copied to the GraphQL answer.
 * Anything else that is thrown is masked as INTERNAL by the gateway.
 */
export class GraphError extends Error {
  readonly code: ErrorCode;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GraphError';
    this.code = code;
    this.extensions = { ...details, code };
  }
}
