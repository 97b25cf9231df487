/**
 * Every way in which a call to Odoo can fail, in one closed table.
 *
 * - `retry`: who may repeat the call. `always` only where Odoo has certainly rolled back and a repetition can succeed.
 * - `trips`: counts towards opening the circuit breaker: the server, not the call, is in trouble.
 * - `uncertain`: a write that failed so may have happened all the same, unless it never left.
 */
export const FAULT_KINDS = {
  AUTHENTICATION: { retry: 'never', trips: false, uncertain: false, meaning: 'The key, password or user was refused.' },
  UNKNOWN_DATABASE: { retry: 'never', trips: false, uncertain: false, meaning: 'The server has no database of this name.' },
  ACCESS: { retry: 'never', trips: false, uncertain: false, meaning: 'The user lacks a right on the model, record, field or method.' },
  MISSING_RECORD: { retry: 'never', trips: false, uncertain: false, meaning: 'A record that the method works on does not exist.' },
  UNKNOWN_MODEL: { retry: 'never', trips: false, uncertain: false, meaning: 'The database has no such model.' },
  UNKNOWN_METHOD: { retry: 'never', trips: false, uncertain: false, meaning: 'The model has no such method.' },
  UNKNOWN_FIELD: { retry: 'never', trips: false, uncertain: false, meaning: 'The model has no such field.' },
  INVALID_VALUE: { retry: 'never', trips: false, uncertain: false, meaning: 'A value does not fit its field or operator.' },
  VALIDATION: { retry: 'never', trips: false, uncertain: false, meaning: 'A constraint of the model does not hold.' },
  DUPLICATE: { retry: 'never', trips: false, uncertain: false, meaning: 'A value that must be unique exists already.' },
  BAD_REFERENCE: { retry: 'never', trips: false, uncertain: false, meaning: 'A relation points at a record that does not exist.' },
  IN_USE: { retry: 'never', trips: false, uncertain: false, meaning: 'The record cannot be deleted: others point at it.' },
  BUSINESS: { retry: 'never', trips: false, uncertain: false, meaning: 'Odoo refused for a reason of the business.' },
  CONFLICT: { retry: 'always', trips: false, uncertain: false, meaning: 'A lock or serialization failure that outlasted Odoo’s own tries.' },
  BAD_ARGUMENTS: { retry: 'never', trips: false, uncertain: false, meaning: 'The method was called with arguments that it does not take.' },
  CRASH: { retry: 'never', trips: false, uncertain: false, meaning: 'Odoo’s own code failed.' },
  OVERLOADED: { retry: 'reads', trips: true, uncertain: true, meaning: 'Odoo or a proxy before it has no capacity left.' },
  UNREACHABLE: { retry: 'reads', trips: true, uncertain: true, meaning: 'No connection, or it broke before the answer.' },
  SUSPENDED: { retry: 'never', trips: false, uncertain: false, meaning: 'Not tried: the circuit breaker is open.' },
  TIMEOUT: { retry: 'never', trips: true, uncertain: true, meaning: 'No answer within the deadline.' },
  CANCELLED: { retry: 'never', trips: false, uncertain: true, meaning: 'The client left before the answer.' },
  NOT_ODOO: { retry: 'never', trips: false, uncertain: true, meaning: 'Something answered, but not as Odoo does.' },
  TOO_LARGE: { retry: 'never', trips: false, uncertain: true, meaning: 'The answer is larger than the client accepts.' },
} as const satisfies Record<string, FaultTraits>;

export interface FaultTraits {
  readonly retry: 'never' | 'reads' | 'always';
  readonly trips: boolean;
  readonly uncertain: boolean;
  readonly meaning: string;
}

export type FaultKind = keyof typeof FAULT_KINDS;

export interface FaultDetails {
  readonly model?: string | undefined;
  readonly method?: string | undefined;
  /** HTTP status of the answer, where there was one. */
  readonly status?: number | undefined;
  /** Class of the Python exception, for example `odoo.exceptions.UserError`. */
  readonly exception?: string | undefined;
  /** What Odoo said, for logs. Only texts of BUSINESS and VALIDATION are written for people; see graph-errors.ts. */
  readonly said?: string | undefined;
  /** Milliseconds after which another try makes sense (SUSPENDED). */
  readonly retryAfterMs?: number | undefined;
  /** Overrides what the table says of the kind, where more is known. */
  readonly uncertain?: boolean | undefined;
}

/**
 * A failed call to Odoo. Carries no traceback of Odoo, no credentials and no `cause`: what it holds may be logged.
 */
export class OdooFault extends Error {
  readonly kind: FaultKind;
  readonly model: string | null;
  readonly method: string | null;
  readonly status: number | null;
  readonly exception: string | null;
  readonly said: string;
  readonly retryAfterMs: number | null;
  /** The write that failed may have happened all the same: look before repeating. Never true of a read. */
  readonly uncertain: boolean;

  constructor(kind: FaultKind, details: FaultDetails = {}) {
    const { model, method, said } = details;
    const where = model === undefined ? '' : ` ${model}${method === undefined ? '' : `.${method}`}`;
    super(`${kind}${where}: ${said ?? FAULT_KINDS[kind].meaning}`);
    this.name = 'OdooFault';
    this.kind = kind;
    this.model = model ?? null;
    this.method = method ?? null;
    this.status = details.status ?? null;
    this.exception = details.exception ?? null;
    this.said = said ?? '';
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.uncertain = details.uncertain ?? FAULT_KINDS[kind].uncertain;
  }

  get traits(): FaultTraits {
    return FAULT_KINDS[this.kind];
  }

  /** The same fault, said of a call: transports and pools do not know whom they work for. */
  of({ model, method }: { readonly model: string; readonly method: string }, uncertain: boolean): OdooFault {
    return new OdooFault(this.kind, {
      model,
      method,
      uncertain,
      status: this.status ?? undefined,
      exception: this.exception ?? undefined,
      said: this.said === '' ? undefined : this.said,
      retryAfterMs: this.retryAfterMs ?? undefined,
    });
  }
}
