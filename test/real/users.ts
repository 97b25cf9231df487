/** A user of the test databases with a fixed key. The keys open throw-away databases on loopback and nothing else. */
export interface TestUser {
  readonly login: string;
  readonly apiKey: string;
}

/** The integration user, and two who may see little: a salesman with his own documents only, and a portal user. */
export const USERS = {
  admin: { login: 'admin', apiKey: '7e570001aaaa0000aaaa0000aaaa0000aaaa0001' },
  salesman: { login: 'salesman@real.test', apiKey: '7e570002bbbb0000bbbb0000bbbb0000bbbb0002' },
  portal: { login: 'portal@real.test', apiKey: '7e570003cccc0000cccc0000cccc0000cccc0003' },
} as const satisfies Record<string, TestUser>;
