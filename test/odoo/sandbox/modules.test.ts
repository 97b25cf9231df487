import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { installedModules } from '../../../odoo/sandbox/modules.ts';

test('the sandbox has the version of the addon that lies beside it', () => {
  const manifest = readFileSync(new URL('../../../odoo/addon/abs_graph/__manifest__.py', import.meta.url), 'utf8');
  const [, version] = /'version': '([\d.]+)'/.exec(manifest) ?? [];
  const addon = installedModules(19)['ir.module.module']?.find((row) => row['name'] === 'abs_graph');
  expect(addon?.['latest_version']).toBe(version);
});
