/** The last `most` values by key. Setting a key makes it the newest; with one too many the oldest goes. */
export class Recent<T> {
  readonly #most: number;
  readonly #known = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): T | undefined {
    return this.#known.get(key);
  }

  set(key: string, value: T): void {
    this.#known.delete(key);
    this.#known.set(key, value);
    const [oldest] = this.#known.keys();
    if (this.#known.size > this.#most && oldest !== undefined) this.#known.delete(oldest);
  }

  delete(key: string): void {
    this.#known.delete(key);
  }
}

/** Longer texts are answered and not remembered: a cache is bounded by its bytes as well. */
const LONGEST = 20_000;

/** A function that remembers its last `most` answers by their text; the least recently used goes. What is thrown is not remembered. */
export function kept<T>(most: number, make: (text: string) => T): (text: string) => T {
  const known = new Recent<{ readonly value: T }>(most);
  return (text) => {
    if (text.length > LONGEST) return make(text);
    const entry = known.get(text) ?? { value: make(text) };
    known.set(text, entry);
    return entry.value;
  };
}
