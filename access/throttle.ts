/** Holds back who fails too often. */
export interface Throttle {
  /** Seconds until the name may try again; 0 when it may now. Counts the try. */
  take(name: string): number;
  /** The try was good: nothing is held against the name any more. */
  forgive(name: string): void;
}

export interface ThrottleOptions {
  /** Tries within the window. */
  readonly tries: number;
  readonly windowMs: number;
  /** Tries of all names together within a minute: each costs this process a password hash. */
  readonly perMinute: number;
  readonly now?: () => number;
}

/** Names are remembered up to this many; a flood of made-up ones pushes out the oldest, and `perMinute` bounds the flood. */
const REMEMBERED = 10_000;

/** A throttle in the memory of this process. It treats names that exist and names that do not alike. */
export function createThrottle({ tries, windowMs, perMinute, now = Date.now }: ThrottleOptions): Throttle {
  const times = new Map<string, readonly number[]>();
  let all: readonly number[] = [];
  const within = (list: readonly number[], span: number): readonly number[] => list.filter((time) => time > now() - span);
  return {
    take(name) {
      all = within(all, 60_000);
      const mine = within(times.get(name) ?? [], windowMs);
      const [first] = mine;
      if (mine.length >= tries && first !== undefined) return Math.ceil((first + windowMs - now()) / 1_000);
      const [oldest] = all;
      if (all.length >= perMinute && oldest !== undefined) return Math.ceil((oldest + 60_000 - now()) / 1_000);
      all = [...all, now()];
      times.delete(name);
      times.set(name, [...mine, now()]);
      const [eldest] = times.keys();
      if (times.size > REMEMBERED && eldest !== undefined) times.delete(eldest);
      return 0;
    },
    forgive: (name) => void times.delete(name),
  };
}
