/** Where two answers to one operation differ, and the rule that makes them. */
export interface Difference {
  /** `salesOrders.nodes[id=1004].margin`; rows are named by their id where it was selected, else by their place. */
  readonly path: string;
  /** Null for a row that is not there. */
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly because: Reason;
}

/** Why they get less: a refusal of their answer with what it says of itself, or that rows decide. */
export interface Reason {
  readonly rule: string;
  readonly [detail: string]: unknown;
}

export interface ErrorOfAnswer {
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface AnswerOfOne {
  readonly data?: unknown;
  readonly errors?: readonly ErrorOfAnswer[];
}

const MOST = 1_000;

/** The differences between what I and they get, at most 1,000 of them. */
export function differences(mine: AnswerOfOne, theirs: AnswerOfOne): { readonly differences: readonly Difference[]; readonly isComplete: boolean } {
  const found: Difference[] = [];
  const [myReasons, theirReasons] = [reasons(mine.errors), reasons(theirs.errors)];

  const note = (path: string, place: string, a: unknown, b: unknown): void => {
    const [refusedMe, refusedThem] = [reasonAt(myReasons, place), reasonAt(theirReasons, place)];
    const because = (b === null ? refusedThem : a === null ? refusedMe : null) ?? refusedThem ?? refusedMe ?? ROWS;
    found.push({ path, mine: a, theirs: b, because });
  };

  const walk = (a: unknown, b: unknown, path: string, place: string): void => {
    if (found.length > MOST || Object.is(a, b)) return;
    if (Array.isArray(a) && Array.isArray(b)) return rows(a, b, path, place);
    if (!isObject(a) || !isObject(b) || Array.isArray(a) || Array.isArray(b)) return note(path, place, a ?? null, b ?? null);
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) walk(a[key], b[key], join(path, key), join(place, key));
  };

  const rows = (a: readonly unknown[], b: readonly unknown[], path: string, place: string): void => {
    const [mineById, theirsById] = [keyed(a), keyed(b)];
    const inner = join(place, '*');
    for (const key of new Set([...mineById.keys(), ...theirsById.keys()])) {
      const [x, y] = [mineById.get(key), theirsById.get(key)];
      if (x !== undefined && y !== undefined) walk(x, y, `${path}[${key}]`, inner);
      else if (found.length <= MOST) found.push({ path: `${path}[${key}]`, mine: x ?? null, theirs: y ?? null, because: ROWS });
    }
  };

  walk(mine.data ?? null, theirs.data ?? null, '', '');
  return { differences: found.slice(0, MOST), isComplete: found.length <= MOST };
}

/** No field was refused: the rows that each of them sees are others. */
const ROWS: Reason = { rule: 'rows' };

/** What refuses a field of many rows is one error with a pattern: `salesOrders.nodes.*.margin`. */
function reasons(errors: readonly ErrorOfAnswer[] = []): ReadonlyMap<string, Reason> {
  return new Map(
    errors.map(({ path = [], extensions = {} }) => {
      const denial = extensions['denial'];
      const pattern = typeof extensions['pathPattern'] === 'string' ? extensions['pathPattern'] : path.map((part) => (typeof part === 'number' ? '*' : part)).join('.');
      return [pattern, { rule: String(extensions['code'] ?? 'ERROR'), ...(isObject(denial) ? denial : {}) }];
    }),
  );
}

/** The error of the place itself, or of something below it whose null went up to it. */
function reasonAt(known: ReadonlyMap<string, Reason>, place: string): Reason | null {
  const own = known.get(place);
  if (own) return own;
  for (const [pattern, reason] of known) if (place === '' || pattern.startsWith(`${place}.`)) return reason;
  return null;
}

function keyed(items: readonly unknown[]): ReadonlyMap<string, unknown> {
  const ids = items.map((item) => (isObject(item) ? (item['id'] ?? (isObject(item['node']) ? item['node']['id'] : undefined)) : undefined));
  const known = ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
  return new Map(items.map((item, index) => [known ? `id=${String(ids[index])}` : String(index), item]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
