/** Where a page ended: at a record (its sort values and id), or after so many records where values cannot tell. */
export type Position =
  | { readonly kind: 'record'; readonly values: readonly CursorValue[]; readonly id: number }
  | { readonly kind: 'offset'; readonly offset: number };

export type CursorValue = string | number | boolean | null;
