import { readJson, BodyRefused } from '../body.ts';
import { send, type Route } from '../http.ts';
import { assetRoutes } from './assets.ts';
import { pageRoute } from './page.ts';
import type { ConsoleOptions } from './options.ts';

/** Over a real Odoo there are no demo people. */
export const NOBODY: Pick<ConsoleOptions, 'people' | 'issue'> = {
  people: [],
  issue: async () => {
    throw new Error('There is nobody to issue a token for.');
  },
};

const JSON_TYPE = 'application/json; charset=utf-8';
const MAX_SIGN_IN_BYTES = 1_024;

/** `/` and what it loads. The page needs no credential; whatever it shows is asked of the graph, with the visitor's. */
export function consoleRoutes(options: ConsoleOptions): Readonly<Record<string, Route>> {
  return { '/': pageRoute(options), '/console/facts': facts(options), '/console/sign-in': signIn(options), ...assetRoutes() };
}

/** What the page may know before anybody has signed in. */
function facts({ odoo, people, hasSignIn }: ConsoleOptions): Route {
  const body = JSON.stringify({ odoo, people, hasSignIn });
  return async (_request, response) => {
    response.setHeader('cache-control', 'no-store');
    send(response, 200, JSON_TYPE, body);
  };
}

/** Issues the token of a demo person: over the sandbox only, to pages of this origin and to programs. */
function signIn({ people, issue }: ConsoleOptions): Route {
  return async (request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.setHeader('cache-control', 'no-store');
      send(response, status, JSON_TYPE, JSON.stringify(body));
    };
    const refuse = (status: number, code: string, message: string): void => answer(status, { errors: [{ message, extensions: { code } }] });

    if (people.length === 0) return refuse(403, 'FORBIDDEN', 'Demo people exist over the sandbox only: sign in with a token of your issuer.');
    if (request.method !== 'POST') return refuse(405, 'BAD_USER_INPUT', 'Send a POST with { "person": … }.');
    try {
      const body = await readJson(request, MAX_SIGN_IN_BYTES);
      const name = typeof body === 'object' && body !== null && 'person' in body ? body.person : undefined;
      const person = people.find((candidate) => candidate.name === name);
      if (!person) return refuse(400, 'BAD_USER_INPUT', `Who? One of ${people.map((candidate) => candidate.name).join(', ')}.`);
      return answer(200, await issue(person.name));
    } catch (error) {
      if (!(error instanceof BodyRefused)) throw error;
      return refuse(error.status, 'BAD_USER_INPUT', error.message);
    }
  };
}
