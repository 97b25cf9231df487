/** A refusal as Odoo words it: the Python class name is what both interfaces report and what decides the HTTP status. */
export class OdooError extends Error {
  readonly pythonName: string;
  /** Status over JSON-2; the legacy interface answers 200 whatever it is. */
  readonly status: number;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(pythonName: string, message: string, status: number, context: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'OdooError';
    this.pythonName = pythonName;
    this.status = status;
    this.context = context;
  }
}

export const valueError = (message: string): OdooError => new OdooError('builtins.ValueError', message, 500);
export const typeError = (message: string): OdooError => new OdooError('builtins.TypeError', message, 500);
export const accessError = (message: string, context?: Readonly<Record<string, unknown>>): OdooError =>
  new OdooError('odoo.exceptions.AccessError', message, 403, context);
export const userError = (message: string): OdooError => new OdooError('odoo.exceptions.UserError', message, 422);
export const validationError = (message: string): OdooError => new OdooError('odoo.exceptions.ValidationError', message, 422);

/** What PostgreSQL refused, in the frame that Odoo puts around it. */
export const integrityError = (message: string): OdooError => validationError(`The operation cannot be completed: ${message}`);

export const missingError = (model: string, ids: readonly number[], uid: number): OdooError =>
  new OdooError('odoo.exceptions.MissingError', `Record does not exist or has been deleted.\n(Record: ${model}${tuple(ids)}, User: ${uid})`, 404);

/** A list as Python prints a tuple. */
export const tuple = (values: readonly unknown[]): string => `(${values.map(python).join(', ')}${values.length === 1 ? ',' : ''})`;

/** A JSON value as Python's `repr` prints it, for messages that quote what was sent. */
export function python(value: unknown): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (typeof value === 'object') {
    return `{${Object.entries(value).map(([key, item]) => `${quoted(key)}: ${python(item)}`).join(', ')}}`;
  }
  return String(value);
}

function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
}
