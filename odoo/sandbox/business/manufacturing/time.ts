/** Adds minutes to a moment as Odoo writes it. */
export function addMinutes(moment: string, minutes: number): string {
  return new Date(Date.parse(`${moment.replace(' ', 'T')}Z`) + Math.round(minutes * 60) * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

export const minutesBetween = (from: string, to: string): number => (Date.parse(`${to.replace(' ', 'T')}Z`) - Date.parse(`${from.replace(' ', 'T')}Z`)) / 60_000;
