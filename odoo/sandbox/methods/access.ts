import { checkAccess, mayAccess, type Operation } from '../access.ts';
import { OdooError } from '../errors.ts';
import type { SandboxRecord } from '../record.ts';
import type { Call, Method } from './index.ts';

const OPERATIONS = new Set(['read', 'write', 'create', 'unlink']);

function operationOf(value: unknown): Operation {
  if (typeof value !== 'string' || !OPERATIONS.has(value)) throw new OdooError('builtins.AssertionError', 'Invalid access mode', 500);
  return value as Operation;
}

function recordsOf({ model, ids, env }: Call): readonly SandboxRecord[] {
  return ids.map((id) => env.record(model.name, id)).filter((record) => record !== undefined);
}

function checkAccessRights({ model, args, env }: Call): boolean {
  const operation = operationOf(args['operation']);
  if (args['raise_exception'] !== false) checkAccess(model, env, operation);
  return mayAccess(model, env, operation, []);
}

export const ACCESS_METHODS: Readonly<Record<string, Method>> = {
  has_access: {
    kind: 'record', params: ['operation'], required: 1, since: 18,
    run: (call) => mayAccess(call.model, call.env, operationOf(call.args['operation']), recordsOf(call)),
  },
  check_access_rights: { kind: 'model', params: ['operation', 'raise_exception'], required: 1, run: checkAccessRights },
};
