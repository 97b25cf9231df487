import type { Call, Method } from './index.ts';

/** `res.users.context_get`: who is asking, and in which language. Nobody of the data set has a time zone of their own. */
function contextGet({ env }: Call): Readonly<Record<string, unknown>> {
  return { lang: env.record('res.users', env.uid)?.text('lang') || false, tz: false, uid: env.uid };
}

/** Whether a user is in a group by its external name. The service user is in all, so that every optional feature of Odoo is on. */
function hasGroup({ ids, args, env }: Call): boolean {
  const asked = ids.length === 0 ? env.user : undefined;
  const groups = (asked ?? (ids[0] === env.uid ? env.user : undefined))?.groups ?? [];
  return groups === 'all' || groups.includes(String(args['group_ext_id']));
}

export const USER_METHODS: Readonly<Record<string, Method>> = {
  context_get: { kind: 'model', params: [], required: 0, model: 'res.users', run: contextGet },
  has_group: { kind: 'record', params: ['group_ext_id'], required: 1, model: 'res.users', run: hasGroup },
};

/** How 17 takes them: the caller is the user that is asked about. */
export const USER_METHODS_17: Readonly<Record<string, Method>> = {
  has_group: { kind: 'model', params: ['group_ext_id'], required: 1, model: 'res.users', run: hasGroup },
};
