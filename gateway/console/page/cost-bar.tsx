import type { AnswerError } from './ask.ts';
import { tablesOf } from './csv.ts';
import { download } from './download.ts';
import { DownloadIcon } from './icons.tsx';
import { lastAnswer } from './last-answer.ts';
import { useStore } from './store.ts';
import { useMemo } from './vendor.ts';

const LABELS: Readonly<Record<string, string>> = {
  odooCalls: 'Odoo calls',
  odooMs: 'ms in Odoo',
  requested: 'points at most',
  actual: 'points taken',
  'remaining.operations': 'operations left',
  'remaining.odooMs': 'Odoo ms left',
};

/** Below the result: what the answer cost, what was refused, and its lists as files. */
export function CostBar() {
  const last = useStore(lastAnswer);
  const tables = useMemo(() => tablesOf(last?.answer.data).filter(({ rows }) => rows.length > 0), [last]);
  if (last === null) return <p className="cost hint">Run a query: what it cost shows here.</p>;
  const cost = last.answer.extensions?.['cost'];
  return (
    <div className="cost" role="status" aria-label="Cost of the answer">
      <Figures cost={typeof cost === 'object' && cost !== null ? (cost as Record<string, unknown>) : {}} />
      <Figure value={Math.round(last.milliseconds)} label="ms in all" />
      <Figure value={last.bytes < 10_000 ? last.bytes : `${Math.round(last.bytes / 1_024)} K`} label="bytes" />
      <Refusals errors={last.answer.errors ?? []} />
      <div className="downloads">
        {tables.map((table) => (
          <button type="button" key={table.name} className="quiet" onClick={() => download(table)} data-table={table.name}>
            <DownloadIcon />
            <span>
              {table.name}.csv <small>{table.rows.length}</small>
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}

function Figures({ cost }: { readonly cost: Readonly<Record<string, unknown>> }) {
  const order = Object.keys(LABELS);
  const figures = numbersIn(cost).toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  return figures.map(([name, value]) => <Figure key={name} value={value} label={LABELS[name] ?? name} />);
}

/** `remaining.operations` is a number within `remaining`. */
function numbersIn(cost: Readonly<Record<string, unknown>>, prefix = ''): readonly (readonly [string, number])[] {
  return Object.entries(cost).flatMap(([name, value]): readonly (readonly [string, number])[] => {
    if (typeof value === 'number') return [[`${prefix}${name}`, Math.round(value)]];
    return typeof value === 'object' && value !== null ? numbersIn(value as Readonly<Record<string, unknown>>, `${name}.`) : [];
  });
}

function Figure({ value, label }: { readonly value: number | string; readonly label: string }) {
  return (
    <span className="figure">
      <b>{value}</b> {label}
    </span>
  );
}

/** Errors by their codes; a refusal of a field is no failure, and looks like none. */
function Refusals({ errors }: { readonly errors: readonly AnswerError[] }) {
  const codes = Map.groupBy(errors, ({ extensions }) => String(extensions?.['code'] ?? 'ERROR'));
  return [...codes].map(([code, all]) => (
    <span key={code} className={code === 'FORBIDDEN' ? 'badge warn' : 'badge bad'} title={all.map(({ message }) => message).join('\n')}>
      {code === 'FORBIDDEN' ? `${all.length} not for you` : `${all.length} × ${code}`}
    </span>
  ));
}
