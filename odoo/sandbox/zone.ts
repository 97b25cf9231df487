const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

const epoch = (naive: string): number => Date.parse(`${naive.replace(' ', 'T')}Z`);
const naive = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');

/** Minutes east of UTC that a zone's clocks show at a moment in UTC. */
function offsetAt(milliseconds: number, zone: string): number {
  const parts = Object.fromEntries(formatOf(zone).formatToParts(milliseconds).map(({ type, value }) => [type, value]));
  const shown = epoch(`${parts['year']}-${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']}:${parts['second']}`);
  return (shown - Math.floor(milliseconds / 1000) * 1000) / 60_000;
}

/** Minutes east of UTC at a wall-clock time of the zone. */
export function utcOffset(local: string, zone: string): number {
  const guess = epoch(local);
  return offsetAt(guess - offsetAt(guess, zone) * 60_000, zone);
}

/** A naive UTC datetime as the zone's clocks show it. */
export const toLocal = (utc: string, zone: string): string => naive(epoch(utc) + offsetAt(epoch(utc), zone) * 60_000);

/** A wall-clock time of the zone as naive UTC. */
export const toUtc = (local: string, zone: string): string => naive(epoch(local) - utcOffset(local, zone) * 60_000);
