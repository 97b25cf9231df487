import type { FaultKind } from './faults.ts';

/** The five keys of Odoo's error, less `debug`, which is dropped where it is parsed. */
export interface OdooError {
  readonly name: string;
  readonly message: string;
}

interface Row {
  readonly exception: RegExp;
  readonly says?: RegExp;
  readonly method?: RegExp;
  readonly kind: FaultKind;
}

/** By its words, or in other languages by its shape: a paragraph, then `…: 'Model' (model)` and `…: 'Field' (field)`. */
const REFERENCE = /Another model is using the record|violates foreign key constraint|\n\n[^\n]*'[^\n]*' \([\w.]+\)\n[^\n]+\n/;
/** PostgreSQL's own words, which Odoo repeats when the constraint has no message of its own. */
const DUPLICATE = /violates unique constraint|\bKey \(.+\)=\(.*\)|^The operation cannot be completed: The value for .+ already exists/;

/**
 * From the class of the Python exception (and, where Odoo uses one class for several things, its words) to a fault kind.
 * The first row that fits decides. Classes come first since Odoo translates some of its words to the language in the
 * context; what is told apart by words only does not depend on them for more than a better message.
 */
const ROWS: readonly Row[] = [
  { exception: /AccessDenied$|Unauthorized$|SessionExpiredException$/, kind: 'AUTHENTICATION' },
  { exception: /AccessError$|werkzeug\.exceptions\.Forbidden$/, kind: 'ACCESS' },
  { exception: /odoo\.exceptions\.MissingError$/, method: /^create$/, kind: 'BAD_REFERENCE' },
  { exception: /odoo\.exceptions\.MissingError$/, kind: 'MISSING_RECORD' },
  { exception: /odoo\.exceptions\.UserError$/, says: /^Object .+ doesn't exist$/, kind: 'UNKNOWN_MODEL' },
  { exception: /werkzeug\.exceptions\.NotFound$/, says: /^the model '.+' does not exist/i, kind: 'UNKNOWN_MODEL' },
  { exception: /AttributeError$|werkzeug\.exceptions\.NotFound$/, says: /^The method '.+' does not exist/i, kind: 'UNKNOWN_METHOD' },
  { exception: /werkzeug\.exceptions\.NotFound$/, kind: 'NOT_ODOO' },
  { exception: /(SerializationFailure|TransactionRollbackError|DeadlockDetected|LockNotAvailable|LockError|ConcurrencyError)$/, kind: 'CONFLICT' },
  { exception: /PoolError$|werkzeug\.exceptions\.(ServiceUnavailable|TooManyRequests)$|TooManyConnections$/, kind: 'OVERLOADED' },
  { exception: /OperationalError$/, says: /database ".*" does not exist/, kind: 'UNKNOWN_DATABASE' },
  { exception: /OperationalError$/, kind: 'OVERLOADED' },
  { exception: /ValidationError$|IntegrityError$|UniqueViolation$|ForeignKeyViolation$/, says: DUPLICATE, kind: 'DUPLICATE' },
  { exception: /ValidationError$|IntegrityError$|ForeignKeyViolation$/, says: REFERENCE, method: /^unlink$/, kind: 'IN_USE' },
  { exception: /ValidationError$|IntegrityError$|ForeignKeyViolation$/, says: REFERENCE, kind: 'BAD_REFERENCE' },
  { exception: /ValidationError$|IntegrityError$|CheckViolation$|NotNullViolation$/, kind: 'VALIDATION' },
  { exception: /odoo\.exceptions\.(UserError|RedirectWarning|Warning)$/, kind: 'BUSINESS' },
  { exception: /builtins\.(ValueError|KeyError)$/, says: /Invalid field|^'?[a-z0-9_.]+'? is not a field|unknown field/i, kind: 'UNKNOWN_FIELD' },
  { exception: /builtins\.ValueError$|psycopg2\.(errors\.(Invalid\w+|NumericValueOutOfRange|DatetimeFieldOverflow)|DataError)$/, kind: 'INVALID_VALUE' },
  { exception: /werkzeug\.exceptions\.(UnprocessableEntity|BadRequest)$/, kind: 'BAD_ARGUMENTS' },
  { exception: /builtins\.TypeError$/, says: /argument/, kind: 'BAD_ARGUMENTS' },
  { exception: /builtins\.IndexError$/, says: /^list index out of range$/, kind: 'BAD_ARGUMENTS' },
  { exception: /^odoo\.exceptions\./, kind: 'BUSINESS' },
];

/** The fault kind of an error that Odoo put into words; CRASH where no row fits. */
export function kindOf(error: OdooError, method: string): FaultKind {
  const row = ROWS.find(
    ({ exception, says, method: only }) =>
      exception.test(error.name) && (says === undefined || says.test(error.message)) && (only === undefined || only.test(method)),
  );
  return row?.kind ?? 'CRASH';
}

/** The fault kind of an answer that is not Odoo's JSON: a proxy's page, Odoo's own HTML, a redirect. */
export function kindOfPage(status: number, text: string): FaultKind {
  if (status === 404 && text.includes('No database is selected')) return 'UNKNOWN_DATABASE';
  if (status === 429 || status >= 500) return 'OVERLOADED';
  return 'NOT_ODOO';
}

/** Odoo's error out of parsed JSON, or null when the value is not one. The traceback in `debug` is left behind here. */
export function odooError(value: unknown): OdooError | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('name' in value) || typeof value.name !== 'string') return null;
  const message = 'message' in value && typeof value.message === 'string' ? value.message : '';
  return { name: value.name, message };
}
