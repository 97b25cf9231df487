import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig, secretValues } from '../../platform/config.ts';

const SECRET = 'x'.repeat(32);
const ODOO = { ODOO_URL: 'https://odoo.example.com/', ODOO_DB: 'prod', ODOO_USERNAME: 'graph', ODOO_API_KEY: 'k3y', JWT_SECRET: SECRET };

function mistakes(environment: Record<string, string>): string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  test('needs nothing for the sandbox', () => {
    expect(loadConfig({})).toMatchObject({ PORT: 4000, HOST: '127.0.0.1', DATA_DIR: './.data', ODOO_URL: undefined, QUERY_TIMEOUT_MS: 15_000 });
  });

  test('parses what is given', () => {
    expect(
      loadConfig({ ...ODOO, PORT: '0', SUBGRAPH_URLS: 'sales=http://s:4002/, governance=http://g:4001', HOP_SECRET: SECRET, CORS_ORIGINS: 'https://a.example, https://b.example:8443' }),
    ).toMatchObject({
      PORT: 0,
      ODOO_URL: 'https://odoo.example.com',
      SUBGRAPH_URLS: { sales: 'http://s:4002', governance: 'http://g:4001' },
      CORS_ORIGINS: ['https://a.example', 'https://b.example:8443'],
    });
  });

  test('takes an empty value for one that was not given', () => {
    expect(loadConfig({ ODOO_URL: '', PORT: ' ' })).toMatchObject({ ODOO_URL: undefined, PORT: 4000 });
  });

  test('names every setting that a real Odoo needs', () => {
    expect(mistakes({ ODOO_URL: 'http://odoo:8069' })).toEqual([
      'ODOO_DB is missing: it is needed when ODOO_URL is set.',
      'ODOO_USERNAME is missing: it is needed when ODOO_URL is set.',
      'ODOO_API_KEY is missing: it is needed when ODOO_URL is set.',
      'JWT_SECRET is missing: it, or JWT_JWKS_URL, is needed when ODOO_URL is set.',
    ]);
    const { JWT_SECRET: _, ...withoutSecret } = ODOO;
    expect(mistakes({ ...withoutSecret, JWT_JWKS_URL: 'https://id.example.com/keys' })).toEqual([]);
  });

  test('needs the key of the hop as soon as a subgraph is elsewhere', () => {
    expect(mistakes({ SUBGRAPH_URLS: 'sales=http://s:4002' })).toEqual(['HOP_SECRET is missing: it is needed when SUBGRAPH_URLS is set.']);
  });

  test.each([
    ['PORT', '70000', 'PORT must be a whole number from 0 to 65535.'],
    ['PORT', '4e3', 'PORT must be a whole number from 0 to 65535.'],
    ['ODOO_URL', 'odoo:8069', 'ODOO_URL must be a URL that begins with http:// or https://.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of debug, info, warn, error, silent.'],
    ['JWT_SECRET', 'short', 'JWT_SECRET must be at least 32 characters long.'],
    ['MONGODB_URI', 'http://db', 'MONGODB_URI must be a URL that begins with mongodb:// or mongodb+srv://.'],
    ['SUBGRAPH_URLS', 'sales', 'SUBGRAPH_URLS must be a comma-separated list such as governance=http://host:4001,sales=http://host:4002.'],
    ['SUBGRAPH_URLS', 'sales=http://a,sales=http://b', 'SUBGRAPH_URLS must be a list that names each subgraph once.'],
    ['CORS_ORIGINS', 'https://a.example/path', 'CORS_ORIGINS must be a comma-separated list of web origins such as https://app.example.com.'],
    ['SANDBOX_ODOO_VERSION', '16', 'SANDBOX_ODOO_VERSION must be one of 17, 18, 19.'],
  ])('%s=%s stops the start with one sentence', (name, value, sentence) => {
    expect(mistakes({ HOP_SECRET: SECRET, [name]: value })).toContain(sentence);
  });

  test('never repeats a value that is wrong', () => {
    expect(mistakes({ JWT_SECRET: 'hunter2' }).join()).not.toContain('hunter2');
  });

  test('knows which of its values are secret', () => {
    expect(secretValues(loadConfig({ ...ODOO, HOP_SECRET: 'h'.repeat(40) })).sort()).toEqual(['h'.repeat(40), 'k3y', SECRET]);
  });
});
