import { toCsv, type Table } from './csv.ts';

/** Saves a table as a file of the browser's downloads. */
export function download(table: Table): void {
  const address = URL.createObjectURL(new Blob([toCsv(table)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${table.name.replaceAll('.', '-')}.csv`;
  link.click();
  // After the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
