import { boolean, char, integer, selection, type ModelDef } from '../schema.ts';

/** What the settings of the believable company say: `default_get` answers them. */
const settings: ModelDef = {
  name: 'res.config.settings',
  description: 'Config Settings',
  order: 'id',
  readers: ['Role / Administrator'],
  fields: {
    group_stock_multi_locations: boolean('Storage Locations', { default: true }),
    group_stock_production_lot: boolean('Lots & Serial Numbers', { default: true }),
    group_proforma_sales: boolean('Pro-Forma Invoice', { default: true }),
    group_auto_done_setting: boolean('Lock Confirmed Sales', { default: false }),
  },
};

const mailServer: ModelDef = {
  name: 'ir.mail_server',
  description: 'Mail Server',
  order: 'sequence, id',
  readers: ['Role / Administrator'],
  fields: {
    name: char('Name', { required: true }),
    smtp_host: char('SMTP Server'),
    smtp_port: integer('SMTP Port', { default: 25 }),
    smtp_encryption: selection([['none', 'None'], ['starttls', 'TLS (STARTTLS)'], ['ssl', 'SSL/TLS']], 'Connection Encryption', { required: true, default: 'none' }),
    sequence: integer('Priority', { default: 10, aggregator: false }),
    active: boolean('Active', { default: true }),
  },
};

const moduleList: ModelDef = {
  name: 'ir.module.module',
  description: 'Module',
  order: 'application desc,sequence,name',
  readers: ['Role / Administrator'],
  unique: [{ fields: ['name'], message: 'The name of the module must be unique!' }],
  fields: {
    name: char('Technical Name', { required: true, readonly: true }),
    state: selection(
      [['uninstallable', 'Uninstallable'], ['uninstalled', 'Not Installed'], ['installed', 'Installed'], ['to upgrade', 'To be upgraded'], ['to remove', 'To be removed'], ['to install', 'To be installed']],
      'Status',
      { readonly: true, default: 'uninstalled' },
    ),
    latest_version: char('Installed Version', { readonly: true }),
    application: boolean('Application', { readonly: true }),
    sequence: integer('Sequence', { default: 100, aggregator: false }),
  },
};

export const SETTINGS: readonly ModelDef[] = [settings, mailServer, moduleList];
