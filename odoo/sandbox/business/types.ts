import type { ModelDef } from '../schema.ts';

/** What Odoo does about the records of one model beyond keeping them: its business methods, and what follows from writing. */
export type Business = Pick<ModelDef, 'methods' | 'prepare' | 'created' | 'refuseWrite' | 'prepareWrite' | 'written' | 'unlinked' | 'refuseUnlink'>;

/** By model name. */
export type BusinessTable = Readonly<Record<string, Business>>;
