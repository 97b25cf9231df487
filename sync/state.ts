import type { Db } from 'mongodb';
import { state } from './collections.ts';
import { START, type Cursor } from './cursor.ts';

export async function readCursor(db: Db, name: string): Promise<Cursor> {
  return (await state.in(db).findOne({ _id: `cursor/${name}` }))?.cursor ?? START;
}

export async function saveCursor(db: Db, name: string, cursor: Cursor): Promise<void> {
  await state.in(db).updateOne({ _id: `cursor/${name}` }, { $set: { cursor } }, { upsert: true });
}

/** Forgets how far everything was read: the next run reads all of it again. */
export async function forgetCursor(db: Db, name: string): Promise<void> {
  await state.in(db).deleteOne({ _id: `cursor/${name}` });
}

/** Takes `count` numbers at once and answers the first of them. A crash leaves a gap, never a number twice. */
export async function takeNumbers(db: Db, count: number): Promise<number> {
  const found = await state.in(db).findOneAndUpdate({ _id: 'counter/orders' }, { $inc: { value: count } }, { upsert: true, returnDocument: 'after' });
  return (found?.value ?? count) - count + 1;
}

export async function readClockOffset(db: Db): Promise<number> {
  return (await state.in(db).findOne({ _id: 'clock' }))?.value ?? 0;
}

export async function saveClockOffset(db: Db, value: number): Promise<void> {
  await state.in(db).updateOne({ _id: 'clock' }, { $set: { value, at: new Date() } }, { upsert: true });
}

const WISH = 'wish';

/** Leaves word that somebody wants a synchronisation: a process that has no dashboard itself, to those that do. */
export async function wishForRun(db: Db): Promise<void> {
  await state.in(db).updateOne({ _id: WISH }, { $set: { at: new Date() } }, { upsert: true });
}

/** Whether somebody wants a synchronisation; told to one asker only. */
export async function takeWish(db: Db): Promise<boolean> {
  return (await state.in(db).findOneAndDelete({ _id: WISH })) !== null;
}

export interface Schedule {
  readonly interval: string;
  readonly enabled: boolean;
}

/** The schedule that was set through the graph, or the configured one. */
export async function readSchedule(db: Db, configured: Schedule): Promise<Schedule> {
  const found = await state.in(db).findOne({ _id: 'schedule' });
  return { interval: found?.interval ?? configured.interval, enabled: found?.enabled ?? configured.enabled };
}

export async function saveSchedule(db: Db, { interval, enabled }: Schedule, by: string): Promise<void> {
  await state.in(db).updateOne({ _id: 'schedule' }, { $set: { interval, enabled, by, at: new Date() } }, { upsert: true });
}
