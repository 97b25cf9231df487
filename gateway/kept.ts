/** Longer texts are answered and not remembered: a cache is bounded by its bytes as well. */
const LONGEST = 20_000;

/** A function that remembers its last `most` answers by their text; the least recently used goes. What is thrown is not remembered. */
export function kept<T>(most: number, make: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    if (text.length > LONGEST) return make(text);
    const entry = known.get(text) ?? { value: make(text) };
    known.delete(text);
    known.set(text, entry);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return entry.value;
  };
}
