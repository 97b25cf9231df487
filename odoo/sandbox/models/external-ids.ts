import { boolean, char, reference, type ModelDef } from '../schema.ts';

const irModelData: ModelDef = {
  name: 'ir.model.data',
  description: 'Model Data',
  order: 'module, model, name',
  recName: 'name',
  readers: ['Access Rights'],
  unique: [{ fields: ['module', 'name'], message: 'You cannot have multiple records with the same external ID in the same module!' }],
  fields: {
    name: char('External Identifier', { required: true }),
    complete_name: char('Complete ID', { readonly: true, compute: (data) => [data.text('module'), data.text('name')].filter(Boolean).join('.') }),
    model: char('Model Name', { required: true }),
    module: char('Module', { required: true, default: '' }),
    res_id: reference('Record ID'),
    noupdate: boolean('Non Updatable', { default: false }),
  },
};

export const EXTERNAL_IDS: readonly ModelDef[] = [irModelData];
