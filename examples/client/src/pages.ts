/** What every connection of the graph has. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

/**
 * Walks through a connection page by page: `ask` gets the cursor to go on after. Pages are asked for one at a time, when the
 * reader wants more; a cursor holds its place when records are added or removed meanwhile.
 */
export async function* pagesOf<Node>(ask: (after: string | null) => Promise<Connection<Node>>, most = Number.POSITIVE_INFINITY): AsyncGenerator<readonly Node[]> {
  let after: string | null = null;
  for (let page = 0; page < most; page += 1) {
    const { nodes, pageInfo }: Connection<Node> = await ask(after);
    yield nodes;
    if (!pageInfo.hasNextPage || !pageInfo.endCursor) return;
    after = pageInfo.endCursor;
  }
}
