import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../platform/config.ts';
import { SUBGRAPH_NAMES } from '../graph/subgraph-names.ts';

interface Service {
  image?: string;
  build?: string;
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  healthcheck?: { test: string[] };
  command?: string[];
  restart?: string;
  depends_on?: Record<string, { condition: string }>;
  configs?: { source: string }[];
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, null>;
  configs: Record<string, { content: string }>;
}

const root = new URL('../', import.meta.url);
const text = readFileSync(new URL('docker-compose.yml', root), 'utf8');
const compose = parse(text, { merge: true, strict: true }) as Compose;
const services = Object.entries(compose.services);

describe('docker-compose.yml', () => {
  test.each(services)('%s has an exact version', (_name, { image }) => {
    expect(image).toMatch(/^[a-z-]+:\d+\.\d+[.\d-]*$/);
  });

  test.each(services.filter(([name]) => name !== 'odoo-init'))('%s stays up, is checked and is open on loopback only', (_name, { healthcheck, restart, ports = [] }) => {
    expect(healthcheck?.test[0]).toBe('CMD');
    expect(restart).toBe('unless-stopped');
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  test.each(services)('%s waits for and mounts only what is there', (_name, { depends_on: waits = {}, volumes = [], configs = [] }) => {
    expect(Object.keys(waits).filter((name) => !(name in compose.services))).toEqual([]);
    const named = volumes.map((volume) => volume.split(':')[0] ?? '');
    expect(named.filter((name) => !name.startsWith('./') && !(name in compose.volumes))).toEqual([]);
    expect(named.filter((name) => name === './odoo/addon').every((name) => existsSync(new URL(name, root)))).toBe(true);
    expect(configs.filter(({ source }) => !(source in compose.configs))).toEqual([]);
  });

  test('every subgraph is a server, and the gateway knows where', () => {
    const urls = compose.services['gateway']?.environment?.['SUBGRAPH_URLS'];
    expect(urls).toBe(SUBGRAPH_NAMES.map((name) => `${name}=http://${name}:${compose.services[name]?.environment?.['PORT']}`).join());
    for (const name of SUBGRAPH_NAMES) {
      expect(compose.services[name]?.command).toEqual(['node', 'gateway/serve-subgraph.ts', name]);
      expect(compose.services[name]?.ports).toBeUndefined();
    }
  });

  test('our servers share one MongoDB, and wait for it', () => {
    const ours = services.filter(([, { command, build }]) => build !== undefined || command?.[1] === 'gateway/serve-subgraph.ts');
    expect(ours.length).toBe(SUBGRAPH_NAMES.length + 1);
    expect(new Set(ours.map(([, { environment }]) => environment?.['MONGODB_URI'])).size).toBe(1);
    expect(ours[0]?.[1].environment?.['MONGODB_URI']).toContain('@mongo:27017/dashboard');
    for (const name of SUBGRAPH_NAMES) expect(compose.services[name]?.depends_on?.['mongo']?.condition).toBe('service_healthy');
  });

  test('our servers get only settings that exist', () => {
    for (const [, { build, environment = {} }] of services) {
      if (build) expect(Object.keys(environment).filter((name) => !(name in SETTINGS))).toEqual([]);
    }
  });

  test('no secret is written down, and .env.example names each', () => {
    const example = readFileSync(new URL('.env.example', root), 'utf8');
    const asked = [...new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name))].sort();
    expect([...example.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]).sort()).toEqual(asked.map((name) => [name, '']));
    for (const [, { environment = {} }] of services) {
      for (const [name, value] of Object.entries(environment)) if (/PASSWORD|SECRET|KEY/.test(name)) expect(value).toMatch(/^\$\{\w+:\?/);
    }
  });
});
