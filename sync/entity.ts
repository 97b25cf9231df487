import type { DefinedCollection } from '../store/collections.ts';
import type { Domain } from '../odoo/domain/types.ts';
import type { Synced, SyncEntity } from './model.ts';

/** One record of Odoo, taken apart: what is common, and when it was written by Odoo's clock. */
export interface RemoteRecord<View> {
  readonly id: number;
  readonly view: View;
  readonly writeDate: string;
}

/**
 * What the engine has to know about one kind of record that lives on both sides. Orders and products are two of these;
 * the engine itself (reconcile.ts, pull.ts, sweep.ts) knows neither.
 */
export interface Entity<Doc extends Synced<View>, View extends object, Rec extends RemoteRecord<View>> {
  readonly name: SyncEntity;
  readonly model: string;
  readonly documents: DefinedCollection<Doc>;
  /** Columns that `read` needs. */
  readonly columns: readonly string[];
  /** Which records of the model belong to the dashboard at all. */
  readonly domain: Domain;
  read(raw: Readonly<Record<string, unknown>>): Rec;
  /** Gets to know what the documents and records refer to, in as few calls as there are kinds of it. */
  learn(documents: readonly Doc[], records: readonly Rec[]): Promise<void>;
  label(document: Doc): string;
  /** What the dashboard says, in Odoo's terms. */
  local(document: Doc): Partial<View>;
  /** Odoo's values as the dashboard keeps them. */
  values(view: Partial<View>, current: Doc | null): Readonly<Record<string, unknown>>;
  /** What only Odoo decides, as the dashboard keeps it. */
  mirror(record: Rec): Readonly<Record<string, unknown>>;
  /** What Odoo can take from the state in which the record is. */
  takes(record: Rec): (field: keyof View & string, value: unknown) => boolean;
  /** Natural key: the domain that finds the documents' records in Odoo before any is made; null where one has no key. */
  keyDomain(documents: readonly Doc[]): Domain | null;
  /** The document's key as a record of Odoo shows it, and the filter that finds its document; null where it is somebody else's. */
  keyOf(record: Rec): Readonly<Record<string, unknown>> | null;
  /** What a new record is made with. @throws SyncRefusal */
  initial(document: Doc): View;
  /** Makes records of documents of one company in one transaction, and answers their ids in this order. */
  create(made: readonly { readonly document: Doc; readonly view: View }[]): Promise<readonly number[]>;
  /** Does what several new records have to be brought on by alike, together; answers the ids that are not as they were made any more. */
  advance(made: readonly { readonly document: Doc; readonly record: Rec }[]): Promise<readonly number[]>;
  /** Brings values to Odoo by its own methods; false when the record is not any more what was read, and nothing was written. @throws SyncRefusal */
  push(record: Rec, values: Partial<View>): Promise<boolean>;
  /** Fields that `push` reaches by methods after the others, and whose other effects are Odoo's own doing. */
  readonly byMethod: readonly (keyof View & string)[];
  /** Deletes the record in Odoo; false where Odoo keeps it for good. */
  remove(record: Rec): Promise<boolean>;
  /** Whether the record is a copy that a lost answer left behind, and nobody has touched since. */
  isCopy(record: Rec, original: Doc): boolean;
  /** Documents for records that the dashboard does not know. */
  adopt(records: readonly Rec[]): Promise<readonly Doc[]>;
}
