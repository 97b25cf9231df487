import { expect, test } from 'vitest';
import { odooLanguage } from '../../gateway/language.ts';

const INSTALLED = ['en_US', 'fr_FR', 'fr_CA', 'sr@latin', 'es_419', 'zh_CN'];

test.each([
  [undefined, undefined],
  ['', undefined],
  ['*', undefined],
  ['fr-FR', 'fr_FR'],
  ['FR-ca', 'fr_CA'],
  ['fr-CH, en;q=0.5', 'fr_FR'],
  ['fr', 'fr_FR'],
  ['en;q=0.5, fr-CA;q=0.9', 'fr_CA'],
  ['fr;q=0, en', 'en_US'],
  ['sr-latin', 'sr@latin'],
  ['es-419, en', 'es_419'],
  ['zh-Hans-CN', 'zh_CN'],
  ['ja, de;q=0.8', undefined],
  ['../../etc, fr', 'fr_FR'],
  ['fr_FR', undefined],
])('Accept-Language %s is %s', (header, code) => {
  expect(odooLanguage(header, INSTALLED)).toBe(code);
});

test('without installed languages Odoo’s default holds', () => {
  expect(odooLanguage('fr', [])).toBeUndefined();
});
