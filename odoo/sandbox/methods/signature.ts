import { OdooError, python } from '../errors.ts';

/** How a method is called: `record` methods take ids, `model` methods do not. */
export interface Signature {
  readonly kind: 'record' | 'model';
  readonly params: readonly string[];
  /** How many of the first parameters must be given. */
  readonly required: number;
  /** Takes any further named argument (`**kwargs`). */
  readonly open?: boolean;
}

export type Args = Readonly<Record<string, unknown>>;

/** JSON-2: everything by name. */
export function bindNamed(signature: Signature, named: Args): Args {
  const unprocessable = (message: string): OdooError => new OdooError('werkzeug.exceptions.UnprocessableEntity', message, 422);
  const missing = signature.params.slice(0, signature.required).find((name) => !(name in named));
  if (missing !== undefined) throw unprocessable(`missing a required argument: '${missing}'`);
  const unknown = Object.keys(named).find((name) => !signature.params.includes(name));
  if (unknown !== undefined && signature.open !== true) throw unprocessable(`got an unexpected keyword argument '${unknown}'`);
  return named;
}

/** `execute_kw`: positions first, then names. */
export function bindPositional(signature: Signature, model: string, method: string, positional: readonly unknown[], named: Args): Args {
  const refuse = (message: string): OdooError => new OdooError('builtins.TypeError', `${owner(model, method)}.${method}() ${message}`, 500);
  if (positional.length > signature.params.length) {
    const most = signature.params.length + 1;
    const takes = signature.required === signature.params.length ? `${most}` : `from ${signature.required + 1} to ${most}`;
    throw refuse(`takes ${takes} positional arguments but ${positional.length + 1} were given`);
  }
  const bound: Record<string, unknown> = {};
  positional.forEach((value, index) => (bound[signature.params[index] ?? ''] = value));
  for (const [name, value] of Object.entries(named)) {
    if (name in bound) throw refuse(`got multiple values for argument ${python(name)}`);
    if (!signature.params.includes(name) && signature.open !== true) {
      throw refuse(`got an unexpected keyword argument ${python(name)}`);
    }
    bound[name] = value;
  }
  const missing = signature.params.slice(0, signature.required).filter((name) => !(name in bound));
  if (missing.length > 0) {
    const many = missing.length > 1;
    throw refuse(
      `missing ${missing.length} required positional argument${many ? 's' : ''}: ${missing.map(python).join(many ? ' and ' : '')}`,
    );
  }
  return bound;
}

const WRITES = new Set(['create', 'write', 'unlink']);

/** Python names the class that defines the method; the models that matter define the writing ones themselves. */
function owner(model: string, method: string): string {
  if (WRITES.has(method)) return model.split(/[._]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return method.startsWith('web_') || method === 'formatted_read_group' ? 'Base' : 'BaseModel';
}
