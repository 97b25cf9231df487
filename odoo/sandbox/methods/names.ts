import { and, where } from '../../domain/build.ts';
import type { Domain } from '../../domain/types.ts';
import { create } from '../write.ts';
import { search } from '../search.ts';
import type { Call, Method } from './index.ts';

function nameSearch({ model, args, env }: Call): unknown {
  const byName = where('display_name', String(args['operator'] ?? 'ilike'), String(args['name'] ?? ''));
  const further = (args['domain'] ?? args['args'] ?? []) as Domain;
  const found = search(model, and(byName, further), env, { limit: args['limit'] ?? 100 });
  return found.map((record) => [record.id, record.displayName()]);
}

function nameCreate({ model, args, env }: Call): unknown {
  if (model.recName === null) return false;
  const [id] = create(model, [{ [model.recName ?? 'name']: args['name'] }], env);
  return [id, env.record(model.name, id)?.displayName() ?? false];
}

export const NAME_METHODS: Readonly<Record<string, Method>> = {
  name_search: { kind: 'model', params: ['name', 'domain', 'operator', 'limit'], required: 0, open: true, run: nameSearch },
  name_create: { kind: 'model', params: ['name'], required: 1, run: nameCreate },
};
