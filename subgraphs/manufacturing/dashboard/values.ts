/** A quantity or price as a decimal string, without an exponent and without the noise of binary fractions. */
export function decimal(value: number): string {
  const text = String(Number(value.toPrecision(14)));
  return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : text;
}

/** ISO 8601 in whole seconds, as every time of the graph. */
export function moment(date: Date | null): string | null {
  return date === null ? null : `${date.toISOString().slice(0, 19)}Z`;
}

/** Any stored value for people. */
export function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return moment(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
