import { cpSync, existsSync, rmSync } from 'node:fs';
import { fileStore } from './odoo-program.ts';
import type { Postgres } from './postgres.ts';

/** Copies a database that nobody is connected to, with its files. The copy must not exist. */
export async function copyDatabase(cluster: Postgres, from: string, to: string): Promise<void> {
  await cluster.sql(`create database "${to}" template "${from}" strategy file_copy`);
  if (existsSync(fileStore(from))) cpSync(fileStore(from), fileStore(to), { recursive: true });
}

/** Drops a database with its files, whoever is connected, whether it exists or not. */
export async function dropDatabase(cluster: Postgres, name: string): Promise<void> {
  await cluster.sql(`drop database if exists "${name}" with (force)`);
  rmSync(fileStore(name), { recursive: true, force: true });
}

/** Renames a finished database, so that its final name means that it is complete. */
export async function renameDatabase(cluster: Postgres, from: string, to: string): Promise<void> {
  rmSync(fileStore(to), { recursive: true, force: true });
  if (existsSync(fileStore(from))) cpSync(fileStore(from), fileStore(to), { recursive: true });
  await cluster.sql(`alter database "${from}" rename to "${to}"`);
  rmSync(fileStore(from), { recursive: true, force: true });
}

export async function databaseExists(cluster: Postgres, name: string): Promise<boolean> {
  return (await cluster.sql(`select 1 from pg_database where datname = '${name}'`)) === '1';
}
