import type { SignIn } from '../../../access/sign-in.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationCode } from '../../../graph/mutations/mutation.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import type { SignInInput, SignInPayload } from '../generated.ts';
import { policyValue } from '../viewer.ts';

/** `signIn`, by whoever knows passwords here; says the same of a wrong password and of a login that does not exist. */
export function signInBy(signIn: SignIn | null): MutationCode {
  return mutation<SignInInput, SignInPayload>({
    async run({ login, password, toDashboard }, { deadline }) {
      if (signIn === null) return refuse('SIGN_IN_DISABLED');
      const result = await signIn(login, password, { signal: AbortSignal.timeout(Math.max(1, deadline - Date.now())), deadline, tenant: 'sign-in' }, { toDashboard: toDashboard === true });
      if (result.kind === 'throttled') return refuse('SIGN_IN_THROTTLED', null, { seconds: result.seconds });
      if (result.kind === 'failed') return refuse('SIGN_IN_FAILED');
      const { token, expiresAt, principal } = result;
      return {
        token,
        expiresAt: expiresAt.toISOString().replace(/\.\d+Z$/, 'Z'),
        subject: principal.subject,
        name: principal.name,
        autoSelected: principal.memberships.length === 1,
        memberships: principal.memberships.map(({ id, serviceAccountId, serviceAccountName, role, policy }) => ({
          id: String(id), serviceAccountId: String(serviceAccountId), serviceAccountName, role, scopePolicy: policyValue(policy),
        })),
      };
    },
  });
}
