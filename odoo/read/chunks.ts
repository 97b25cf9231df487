/** Ids per call: one read of a thousand costs Odoo far less than two of five hundred, and its SQL stays of a sane length. */
export const CHUNK = 1_000;

export function chunksOf<T>(items: readonly T[], size = CHUNK): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
