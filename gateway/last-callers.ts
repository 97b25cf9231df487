import type { Principal } from '../access/principal.ts';

/** How many callers are remembered; the one who came longest ago is forgotten. */
const MOST = 1_000;

/** Who callers were when they were looked up last. A guess to begin with, never an answer (foresight.ts). */
export class LastCallers {
  readonly #known = new Map<string, Principal>();

  get(key: string): Principal | undefined {
    return this.#known.get(key);
  }

  set(key: string, principal: Principal): void {
    this.#known.delete(key);
    this.#known.set(key, principal);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > MOST) this.#known.delete(oldest);
  }

  delete(key: string): void {
    this.#known.delete(key);
  }
}
