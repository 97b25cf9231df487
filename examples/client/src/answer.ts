/** A GraphQL answer as it comes over the wire. */
export interface RawAnswer {
  readonly data?: unknown;
  readonly errors?: readonly RawError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface RawError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Data, with what is null in it for a reason. */
export interface Answer<Result> {
  readonly data: Result;
  /** Fields that the caller may not see: null for everybody of their role, so nothing to retry and nothing to report. */
  readonly denied: readonly Denied[];
  /** Parts that could not be answered this time. */
  readonly failed: readonly RawError[];
}

export interface Denied {
  /** Where it is null, `*` for any place in a list: `salesOrders.nodes.*.margin`. */
  readonly path: string;
  /** `SalesOrder.margin` */
  readonly field: string;
  /** Roles that would see it. */
  readonly needs: readonly string[];
}

/** There is no data at all. `code` is one of the README's table of errors. */
export class GraphFailure extends Error {
  override readonly name = 'GraphFailure';
  readonly code: string;
  readonly status: number;
  readonly errors: readonly RawError[];

  constructor(status: number, errors: readonly RawError[]) {
    super(errors[0]?.message ?? `The graph answered ${status}.`);
    this.status = status;
    this.code = String(errors[0]?.extensions?.['code'] ?? 'INTERNAL');
    this.errors = errors;
  }

  /** The token or key is what is wrong: sign in again. */
  get isCredential(): boolean {
    return this.status === 401;
  }

  /** Asking again later may help; nothing about the question has to change. */
  get isTemporary(): boolean {
    return this.status === 429 || this.status >= 502;
  }
}

/** Sorts an answer into data, refusals and failures. Throws a GraphFailure when there is no data. */
export function readAnswer<Result>(status: number, { data, errors = [] }: RawAnswer): Answer<Result> {
  if (data === undefined || data === null) throw new GraphFailure(status, errors);
  const isDenial = ({ extensions }: RawError): boolean => extensions?.['code'] === 'FORBIDDEN';
  return {
    data: data as Result,
    denied: errors.filter(isDenial).map(toDenied),
    failed: errors.filter((error) => !isDenial(error)),
  };
}

/** Whether a null at this place means «not for you» rather than «there is none». */
export function isDenied(answer: Pick<Answer<unknown>, 'denied'>, path: string): boolean {
  return answer.denied.some((denied) => denied.path === path);
}

function toDenied({ path = [], extensions = {} }: RawError): Denied {
  const denial = (extensions['denial'] ?? {}) as { readonly field?: string; readonly needs?: readonly string[] };
  const pattern = extensions['pathPattern'];
  return {
    path: typeof pattern === 'string' ? pattern : path.join('.'),
    field: denial.field ?? '',
    needs: denial.needs ?? [],
  };
}
