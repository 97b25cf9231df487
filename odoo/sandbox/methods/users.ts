import type { Call, Method } from './index.ts';

/** `res.users.context_get`: who is asking, and in which language. Nobody of the data set has a time zone of their own. */
function contextGet({ env }: Call): Readonly<Record<string, unknown>> {
  return { lang: env.record('res.users', env.uid)?.text('lang') || false, tz: false, uid: env.uid };
}

export const USER_METHODS: Readonly<Record<string, Method>> = {
  context_get: { kind: 'model', params: [], required: 0, model: 'res.users', run: contextGet },
};
