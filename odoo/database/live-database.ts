import type { FieldInfo, OdooVersion } from '../port.ts';
import type { VirtualField } from './virtual-fields.ts';

export interface CurrencyInfo {
  readonly id: number;
  /** ISO 4217, for example `XOF`. */
  readonly name: string;
  readonly symbol: string;
  /** How many digits an amount has after the point. */
  readonly decimals: number;
}

export interface LanguageInfo {
  /** As Odoo's context wants it: `fr_FR`. */
  readonly code: string;
  /** `fr`. */
  readonly iso: string;
  readonly name: string;
}

export interface CompanyInfo {
  readonly id: number;
  readonly name: string;
  readonly currencyId: number | null;
}

/** Why something of the contract is missing here, and what to do about it. */
export interface DatabaseWarning {
  readonly model: string;
  /** null: the whole model. */
  readonly field: string | null;
  readonly cause: string;
  readonly remedy: string;
}

/**
 * The connected database as it is. Canonical names are those of Odoo 19 with the two-table abs_connector; wherever a
 * model is an argument, its live name (from `relation`) is understood as well.
 */
export interface LiveDatabase {
  readonly version: OdooVersion;
  has(model: string): boolean;
  /** The live name of a model, or null where the database has none of its names. */
  model(canonical: string): string | null;
  /** All fields of a model by live name; empty for an absent model. */
  fields(model: string): ReadonlyMap<string, FieldInfo>;
  field(model: string, liveName: string): FieldInfo | null;
  /** The live name of a field, or null (and a warning) where the database has none of its names. */
  resolve(model: string, canonical: string): string | null;
  /** A field whose value has to be translated between versions; null for all others. */
  virtual(model: string, canonical: string): VirtualField | null;
  /** Values and labels of a selection field by canonical name; null where it is absent or no selection. */
  selection(model: string, canonical: string): readonly (readonly [value: string, label: string])[] | null;
  currency(id: number): CurrencyInfo | null;
  company(id: number): CompanyInfo | null;
  readonly companies: readonly CompanyInfo[];
  readonly languages: readonly LanguageInfo[];
  /** Grows while the contract is looked up; complete once every field has been resolved. */
  readonly warnings: readonly DatabaseWarning[];
}
