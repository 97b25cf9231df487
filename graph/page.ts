import { encodeCursor } from './cursor.ts';
import type { Ordering } from './order.ts';
import { positionOf } from './order.ts';
import type { Row } from './row.ts';

/** A page of a list: what the generated connection types are resolved from. */
export interface Page {
  readonly rows: readonly Row[];
  readonly order: Ordering;
  /** How many records of the list stand before this page, where cursors count. */
  readonly offset: number;
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** Called only when `totalCount` is selected. */
  readonly total: () => number | Promise<number>;
}

/** Resolvers of `XConnection` and `XEdge`. */
export const connectionResolvers = {
  nodes: (page: Page): readonly Row[] => page.rows,
  edges: (page: Page): readonly PageEdge[] => page.rows.map((row, index) => ({ page, row, index })),
  totalCount: (page: Page): number | Promise<number> => page.total(),
  pageInfo: (page: Page) => {
    const last = page.rows.length - 1;
    return {
      hasNextPage: page.hasNext,
      hasPreviousPage: page.hasPrevious,
      startCursor: cursorAt(page, 0),
      endCursor: cursorAt(page, last),
    };
  },
} as const;

interface PageEdge {
  readonly page: Page;
  readonly row: Row;
  readonly index: number;
}

export const edgeResolvers = {
  node: (edge: PageEdge): Row => edge.row,
  cursor: (edge: PageEdge): string | null => cursorAt(edge.page, edge.index),
} as const;

function cursorAt(page: Page, index: number): string | null {
  const row = page.rows[index];
  return row ? encodeCursor(page.order, positionOf(page.order, row.data, page.offset + index + 1)) : null;
}

export function emptyPage(order: Ordering): Page {
  return { rows: [], order, offset: 0, hasNext: false, hasPrevious: false, total: () => 0 };
}
