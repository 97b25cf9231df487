import { GraphFailure } from './answer.ts';
import { MeDocument } from './gql/graphql.ts';
import { createGraphClient } from './graph-client.ts';
import { orderPages } from './order-list.ts';

const { GRAPH_URL = 'http://127.0.0.1:4000/graphql', TOKEN = '' } = process.env;

const client = createGraphClient({
  url: GRAPH_URL,
  credential: () => ({ token: TOKEN }),
  manifest: async () => (await import('./gql/persisted-documents.json', { with: { type: 'json' } })).default,
});

/** Prints who is asking and the first two pages of their confirmed orders. */
async function main(): Promise<void> {
  const { data } = await client.ask(MeDocument, {});
  const { name, role, serviceAccount, problem } = data.viewer;
  console.log(`${name ?? 'Somebody'} (${role ?? problem?.message ?? 'no role'}) in ${serviceAccount?.name ?? 'no Service Account'}`);
  let page = 0;
  for await (const orders of orderPages(client, ['SALE'], 3, 2)) {
    page += 1;
    console.log(`Page ${page}`);
    for (const { line, margin } of orders) console.log(`  ${line}  margin ${margin}`);
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof GraphFailure)) throw error;
  console.error(error.isCredential ? `Sign in again: ${error.message}` : `${error.code}: ${error.message}${error.isTemporary ? ' Try again later.' : ''}`);
  process.exitCode = 1;
}
