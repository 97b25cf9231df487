import type { Browser, BrowserContext, Page, Response } from 'playwright-core';

export interface Answer {
  readonly status: number;
  readonly data: Record<string, unknown> | null;
  readonly codes: readonly string[];
  /** Headers of the question. */
  readonly asked: Readonly<Record<string, string>>;
}

/** Somebody with a browser of their own, and what they would see in its developer tools. */
export interface Visitor extends AsyncDisposable {
  readonly page: Page;
  /** What the page wrote to the console, and errors nobody caught. */
  readonly complaints: readonly string[];
  /** Addresses on other hosts that the page asked for. */
  readonly elsewhere: readonly string[];
  /** What the graph answers to this operation, once something has made the page ask. */
  answer(operation: string, act: () => Promise<void>): Promise<Answer>;
  signIn(person: string): Promise<void>;
}

export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly scheme?: 'light' | 'dark';
}

export const WIDE: Screen = { width: 1440, height: 900 };
export const PHONE: Screen = { width: 360, height: 780 };

/** Opens the console at `url`. */
export async function visit(browser: Browser, url: string, { width, height, scheme = 'light' }: Screen = WIDE): Promise<Visitor> {
  const context: BrowserContext = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, acceptDownloads: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  // Every request of every frame and worker of the context, those that the policy stops included.
  context.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(?:data|blob):/.test(request.url())) elsewhere.push(request.url());
  });
  await page.goto(url);
  await page.locator('.graphiql-query-editor .monaco-editor .view-line').first().waitFor();

  const answer = async (operation: string, act: () => Promise<void>): Promise<Answer> => {
    const [response] = await Promise.all([page.waitForResponse((candidate) => asks(candidate, operation)), act()]);
    const { data = null, errors = [] } = (await response.json()) as { data?: Record<string, unknown> | null; errors?: { extensions?: { code?: string } }[] };
    return { status: response.status(), data, codes: errors.map(({ extensions }) => extensions?.code ?? ''), asked: await response.request().allHeaders() };
  };
  return {
    page,
    complaints,
    elsewhere,
    answer,
    async signIn(person) {
      await page.locator(`dialog[open] [data-person="${person}"]`).click();
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
      await page.locator('.identity b').waitFor();
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

function asks(response: Response, operation: string): boolean {
  return response.url().endsWith('/graphql') && new RegExp(`\\b${operation}\\b`).test(response.request().postData() ?? '');
}
