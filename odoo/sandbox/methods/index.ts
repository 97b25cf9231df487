import type { Env } from '../env.ts';
import type { ModelDef } from '../schema.ts';
import { ACCESS_METHODS } from './access.ts';
import { DEFAULT_METHODS } from './defaults.ts';
import { GROUP_METHODS } from './groups.ts';
import { LOAD_METHODS } from './load.ts';
import { NAME_METHODS } from './names.ts';
import { PORTAL_METHODS } from '../portal.ts';
import { READ_METHODS } from './read.ts';
import type { Args, Signature } from './signature.ts';
import { THREAD_METHODS } from './thread.ts';
import { USER_METHODS, USER_METHODS_17 } from './users.ts';
import { WRITE_METHODS } from './write.ts';

/** One call as both interfaces understand it, arguments by name. */
export interface Call {
  readonly model: ModelDef;
  readonly ids: readonly unknown[];
  readonly args: Args;
  readonly env: Env;
}

export interface Method extends Signature {
  /** The first and the last Odoo that has it. */
  readonly since?: number;
  readonly until?: number;
  /** Python's `None`, which the legacy interface answers with no `result` at all, is undefined. */
  readonly run: (call: Call) => unknown;
  /** Only models that keep messages have it. */
  readonly thread?: boolean;
  /** The only model that has it. */
  readonly model?: string;
}

const METHODS: Readonly<Record<string, Method>> = {
  ...READ_METHODS,
  ...GROUP_METHODS,
  ...NAME_METHODS,
  ...WRITE_METHODS,
  ...LOAD_METHODS,
  ...ACCESS_METHODS,
  ...DEFAULT_METHODS,
  ...THREAD_METHODS,
  ...USER_METHODS,
  ...PORTAL_METHODS,
};

/** Public methods of Python's class that a caller is not let near. */
const PRIVATE_IN_19 = new Set(['search_fetch', 'exists', 'browse', 'sudo', 'with_context', 'check_access', 'fetch', 'mapped', 'filtered']);

/** The method of a model on a version; `private` when it exists but is not to be called from outside. */
export function methodOf(model: ModelDef, name: string, version: number): Method | 'private' | undefined {
  if (name.startsWith('_') || (version >= 19 && PRIVATE_IN_19.has(name))) return 'private';
  const own = model.methods;
  if (own !== undefined && Object.hasOwn(own, name)) return own[name];
  const older = version <= 17 && Object.hasOwn(USER_METHODS_17, name) ? USER_METHODS_17[name] : undefined;
  const method = older ?? (Object.hasOwn(METHODS, name) ? METHODS[name] : undefined);
  if (method === undefined || (method.thread === true && model.thread !== true)) return undefined;
  if (method.model !== undefined && method.model !== model.name) return undefined;
  return version >= (method.since ?? 0) && version <= (method.until ?? Infinity) ? method : undefined;
}
