import { mayUseField } from '../access.ts';
import { describeField } from '../describe.ts';
import type { Env } from '../env.ts';
import type { ModelDef } from '../schema.ts';
import { defaultsOf } from '../write.ts';
import type { Call, Method } from './index.ts';

function fieldsGet(model: ModelDef, only: unknown, attributes: unknown, env: Env): Record<string, unknown> {
  const wanted = Array.isArray(only) && only.length > 0 ? new Set<unknown>(only) : undefined;
  const shown = Array.isArray(attributes) ? new Set<unknown>(attributes) : undefined;
  const answer: Record<string, unknown> = {};
  for (const [name, def] of Object.entries(model.fields)) {
    if ((wanted !== undefined && !wanted.has(name)) || !mayUseField(def, env)) continue;
    answer[name] = Object.fromEntries(Object.entries(describeField(model, name, def, env.registry)).filter(([key]) => shown === undefined || shown.has(key)));
  }
  return answer;
}

function defaultGet({ model, args, env }: Call): unknown {
  const fields = (args['fields'] ?? args['fields_list'] ?? []) as readonly string[];
  return defaultsOf(model, fields.filter((name) => name in model.fields), env);
}

export const DEFAULT_METHODS: Readonly<Record<string, Method>> = {
  fields_get: {
    kind: 'model', params: ['allfields', 'attributes'], required: 0,
    run: ({ model, args, env }) => fieldsGet(model, args['allfields'], args['attributes'], env),
  },
  default_get: { kind: 'model', params: ['fields'], required: 1, run: defaultGet },
};
