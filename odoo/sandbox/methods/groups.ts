import { formattedReadGroup, legacyReadGroup } from './grouping.ts';
import type { Method } from './index.ts';

const list = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : ((value ?? []) as readonly string[]));

export const GROUP_METHODS: Readonly<Record<string, Method>> = {
  formatted_read_group: {
    kind: 'model', params: ['domain', 'groupby', 'aggregates', 'having', 'offset', 'limit', 'order'], required: 1, since: 19,
    run: ({ model, args, env }) =>
      formattedReadGroup(
        model,
        {
          domain: args['domain'], groupby: list(args['groupby']), aggregates: list(args['aggregates']), order: args['order'],
          having: (args['having'] ?? []) as readonly unknown[], offset: args['offset'], limit: args['limit'],
        },
        env,
      ),
  },
  read_group: {
    kind: 'model', params: ['domain', 'fields', 'groupby', 'offset', 'limit', 'orderby', 'lazy'], required: 3,
    run: ({ model, args, env }) =>
      legacyReadGroup(
        model,
        {
          domain: args['domain'], fields: list(args['fields']), groupby: list(args['groupby']), orderby: args['orderby'],
          lazy: args['lazy'] !== false, offset: args['offset'], limit: args['limit'],
        },
        env,
      ),
  },
};
