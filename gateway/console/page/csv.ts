/** A list of records somewhere in an answer, made flat. */
export interface Table {
  /** Where it was: `salesOrders`, `salesOrders.lines`. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

type Cell = string | number | boolean | null;
type Item = Readonly<Record<string, unknown>>;

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Every list of records in an answer: connections (`nodes` or `edges`), aggregates, plain lists. Records within a record get columns
 * with dotted names; a list within a record becomes a table of its own, whose rows begin with the name or id of the record they belong to.
 */
export function tablesOf(data: unknown): readonly Table[] {
  const found = new Map<string, Item[]>();
  collect(data, [], [], found);
  return [...found].map(([name, items]) => toTable(name, items));
}

function collect(value: unknown, path: readonly string[], owners: readonly (readonly [string, unknown])[], found: Map<string, Item[]>): void {
  if (!isItem(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const list = listIn(inner);
    const here = [...path, key];
    if (list === null) {
      collect(inner, here, owners, found);
      continue;
    }
    const name = here.join('.');
    const rows = found.get(name) ?? [];
    found.set(name, rows);
    for (const item of list) {
      rows.push(Object.fromEntries([...owners, ...flatten(item)]));
      collect(item, here, [...owners, ...ownerOf(key, item)], found);
    }
  }
}

/** The records of a list or a connection; null when it is neither. */
function listIn(value: unknown): readonly Item[] | null {
  if (Array.isArray(value)) return value.length > 0 && value.every(isItem) ? value : null;
  if (!isItem(value)) return null;
  const { nodes, edges } = value;
  if (Array.isArray(nodes)) return nodes.filter(isItem);
  if (Array.isArray(edges)) return edges.filter(isItem).map(({ node }) => node).filter(isItem);
  return null;
}

/** What a row of an inner list begins with, so that it can be joined again. */
function ownerOf(list: string, item: Item): readonly (readonly [string, unknown])[] {
  const key = ['name', 'number', 'id', 'keys'].find((candidate) => typeof item[candidate] === 'string');
  return key === undefined ? [] : [[`${list}.${key}`, item[key]]];
}

function flatten(item: Item, prefix = ''): readonly (readonly [string, Cell])[] {
  return Object.entries(item).flatMap(([key, value]): readonly (readonly [string, Cell])[] => {
    const name = `${prefix}${key}`;
    if (listIn(value) !== null) return [];
    if (Array.isArray(value)) return [[name, value.map(String).join(', ')]];
    if (isItem(value)) return flatten(value, `${name}.`);
    return [[name, (value ?? null) as Cell]];
  });
}

function toTable(name: string, items: readonly Item[]): Table {
  const all = [...new Set(items.flatMap((item) => Object.keys(item)))];
  // A to-one record that some rows lack is a single null column there, and dotted columns elsewhere.
  const columns = all.filter((column) => !all.some((other) => other.startsWith(`${column}.`)));
  return { name, columns, rows: items.map((item) => columns.map((column) => (item[column] ?? null) as Cell)) };
}

/** A table as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. */
export function toCsv({ columns, rows }: Table): string {
  return `\uFEFF${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

const NUMBER = /^[-+]?\d+(\.\d+)?$/;

/** Text that a spreadsheet would take for a formula gets an apostrophe before it; a number stays one. */
function cell(value: Cell): string {
  const text = value === null ? '' : String(value);
  const safe = /^[\s\u200B\uFEFF]*[=+\-@\t\r|%＝＋－＠]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
