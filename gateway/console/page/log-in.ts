import { send } from './ask.ts';

const SIGN_IN = `mutation ConsoleSignIn($input: SignInInput!) {
  signIn(input: $input) { token userErrors { message remedy } }
}`;

interface SignedIn {
  readonly signIn: { readonly token: string | null; readonly userErrors: readonly { readonly message: string; readonly remedy: string }[] } | null;
}

/** The graph's token for a login and a password. Throws with its reason. */
export async function logIn(login: string, password: string): Promise<string> {
  const { answer } = await send({ query: SIGN_IN, variables: { input: { login, password } } }, {}, null);
  const result = (answer.data as SignedIn | null | undefined)?.signIn;
  if (result?.token) return result.token;
  const [refused] = result?.userErrors ?? [];
  throw new Error(refused ? `${refused.message} ${refused.remedy}` : (answer.errors?.[0]?.message ?? 'The graph does not know this login.'));
}
