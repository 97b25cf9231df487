/** Granularities that cut time into intervals, and those that take one number out of a date. */
const INTERVALS = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type Interval = (typeof INTERVALS)[number];

const NUMBERS = {
  year_number: (date: Date) => date.getUTCFullYear(),
  quarter_number: (date: Date) => Math.floor(date.getUTCMonth() / 3) + 1,
  month_number: (date: Date) => date.getUTCMonth() + 1,
  iso_week_number: (date: Date) => isoWeek(date),
  day_of_year: (date: Date) => Math.round((midnight(date) - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1,
  day_of_month: (date: Date) => date.getUTCDate(),
  day_of_week: (date: Date) => date.getUTCDay(),
  hour_number: (date: Date) => date.getUTCHours(),
  minute_number: (date: Date) => date.getUTCMinutes(),
  second_number: (date: Date) => date.getUTCSeconds(),
} as const;

const DAY = 86_400_000;
const midnight = (date: Date): number => Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());

export function granularityOf(name: string): 'interval' | 'number' | undefined {
  if ((INTERVALS as readonly string[]).includes(name)) return 'interval';
  return name in NUMBERS ? 'number' : undefined;
}

/** A naive date or datetime as the instant that its digits spell in UTC. */
export const instant = (text: string): Date => new Date(`${text.slice(0, 10)}T${text.slice(11, 19) || '00:00:00'}Z`);

/** One number out of a date, as PostgreSQL's `date_part`. */
export function datePart(text: string, name: string): number | undefined {
  return name in NUMBERS ? NUMBERS[name as keyof typeof NUMBERS](instant(text)) : undefined;
}

function isoWeek(date: Date): number {
  const thursday = new Date(midnight(date) + (3 - ((date.getUTCDay() + 6) % 7)) * DAY);
  return Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * DAY)) + 1;
}

/** The start of the interval that a naive date lies in; weeks begin on `firstDay` (1 Monday … 7 Sunday). */
export function truncate(text: string, interval: Interval, firstDay: number): Date {
  const date = instant(text);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (interval) {
    case 'hour':
      return new Date(Date.UTC(year, month, day, date.getUTCHours()));
    case 'day':
      return new Date(Date.UTC(year, month, day));
    case 'week':
      return new Date(Date.UTC(year, month, day - ((date.getUTCDay() - firstDay + 14) % 7)));
    case 'month':
      return new Date(Date.UTC(year, month, 1));
    case 'quarter':
      return new Date(Date.UTC(year, month - (month % 3), 1));
    case 'year':
      return new Date(Date.UTC(year, 0, 1));
  }
}

/** The start of the next interval. */
export function following(start: Date, interval: Interval): Date {
  const [year, month, day, hour] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate(), start.getUTCHours()];
  switch (interval) {
    case 'hour':
      return new Date(Date.UTC(year, month, day, hour + 1));
    case 'day':
      return new Date(Date.UTC(year, month, day + 1));
    case 'week':
      return new Date(Date.UTC(year, month, day + 7));
    case 'month':
      return new Date(Date.UTC(year, month + 1, day));
    case 'quarter':
      return new Date(Date.UTC(year, month + 3, day));
    case 'year':
      return new Date(Date.UTC(year + 1, month, day));
  }
}

/** The interval's name as Odoo's client shows it, in the caller's language. */
export function intervalLabel(start: Date, interval: Interval, lang: string, firstDay: number): string {
  const locale = lang.replace('_', '-').replace(/@.*/, '');
  const part = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(start);
  const year = String(start.getUTCFullYear()).padStart(4, '0');
  switch (interval) {
    case 'hour':
      return `${String(start.getUTCHours() % 12 || 12).padStart(2, '0')}:00 ${part({ day: '2-digit' })} ${part({ month: 'short' })}`;
    case 'day':
      return `${part({ day: '2-digit' })} ${part({ month: 'short' })} ${year}`;
    case 'week':
      return weekLabel(start, firstDay);
    case 'month':
      return `${part({ month: 'long' })} ${year}`;
    case 'quarter':
      return `Q${Math.floor(start.getUTCMonth() / 3) + 1} ${year}`;
    case 'year':
      return year;
  }
}

/** Odoo's week number: ISO weeks from Monday; elsewhere the week that holds 1 January is the first. */
function weekLabel(start: Date, firstDay: number): string {
  if (firstDay === 1) {
    const thursday = new Date(start.getTime() + 3 * DAY);
    return `W${isoWeek(start)} ${String(thursday.getUTCFullYear()).padStart(4, '0')}`;
  }
  const end = new Date(start.getTime() + 6 * DAY);
  const year = end.getUTCFullYear();
  const first = truncate(`${String(year).padStart(4, '0')}-01-01`, 'week', firstDay);
  return `W${Math.round((start.getTime() - first.getTime()) / (7 * DAY)) + 1} ${String(year).padStart(4, '0')}`;
}
