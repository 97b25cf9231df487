import { round } from '../../data/amounts.ts';
import type { SandboxRecord } from '../../record.ts';
import { addDays } from '../rows.ts';

/** A part of an invoice, and the day on which it is due. */
export interface Instalment {
  readonly amount: number;
  readonly due: string;
}

const endOfMonth = (day: string, months = 0): string => new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) + months, 0)).toISOString().slice(0, 10);

function dueOf(line: SandboxRecord, day: string): string {
  const days = line.number('nb_days');
  switch (line.text('delay_type')) {
    case 'days_after_end_of_month':
      return addDays(endOfMonth(day), days);
    case 'days_after_end_of_next_month':
      return addDays(endOfMonth(day, 1), days);
    default:
      return addDays(day, days);
  }
}

/** How a total is split by a payment term; the last part takes what rounding leaves. */
export function instalments(term: SandboxRecord | undefined, total: number, day: string, digits: number): readonly Instalment[] {
  const lines = (term?.related('line_ids') ?? []).toSorted((left, right) => left.id - right.id);
  if (lines.length === 0) return [{ amount: total, due: day }];
  let left = total;
  return lines.map((line, index) => {
    const share = line.value('value') === 'fixed' ? line.number('value_amount') * Math.sign(total) : Math.sign(total) * round((Math.abs(total) * line.number('value_amount')) / 100, digits);
    const amount = index === lines.length - 1 ? round(left, digits) : share;
    left -= amount;
    return { amount, due: dueOf(line, day) };
  });
}
