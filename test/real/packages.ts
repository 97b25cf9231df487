import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { locked } from './lock.ts';
import { CannotRun, run, say } from './run.ts';

const PYTHON_MODULES =
  'asn1crypto babel cbor2 chardet cryptography dateutil docutils geoip2 gevent greenlet idna jinja2 libsass lxml markupsafe num2words ' +
  'ofxparse openpyxl openssl pil polib psutil psycopg2 pypdf pypdf2 tz qrcode reportlab requests rjsmin serial stdnum urllib3 usb ' +
  'vobject werkzeug xlrd xlsxwriter xlwt zeep freezegun magic passlib decorator setuptools';

/** wkhtmltopdf prints Odoo's PDFs. */
const PACKAGES = ['python3', 'postgresql-15', 'wkhtmltopdf', ...PYTHON_MODULES.split(' ').map((name) => `python3-${name}`)];

/** Where the programs are that the Debian packages bring. An earlier python on PATH lacks the modules. */
export const PYTHON = '/usr/bin/python3';
export const POSTGRES_BIN = '/usr/lib/postgresql/15/bin';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** An unpacked Odoo. */
export interface OdooPackage {
  /** Name of the package file: version and all. */
  readonly name: string;
  readonly script: string;
  readonly python: string;
}

export const isRoot = (): boolean => process.getuid?.() === 0;

/** Installs Debian packages, by default those that Odoo needs, unless they are there. One process at a time: apt refuses a second one. */
export function installDebianPackages(packages: readonly string[] = PACKAGES): Promise<void> {
  return locked('apt', () => install(packages));
}

async function install(packages: readonly string[]): Promise<void> {
  if (!existsSync('/usr/bin/dpkg-query') || !existsSync('/usr/bin/apt-get')) {
    throw new CannotRun('Debian 12 is needed: there is no dpkg-query or apt-get here.');
  }
  const listed = await run(['dpkg-query', '-W', '-f', '${db:Status-Abbrev}${Package}\n'], { timeoutSeconds: 30 });
  const installed = new Set(listed.split('\n').flatMap((line) => (line.startsWith('ii ') ? [line.slice(3)] : [])));
  const missing = packages.filter((name) => !installed.has(name));
  if (missing.length === 0) return;
  if (!isRoot()) {
    throw new CannotRun(`Debian packages are missing and only root can install them: apt-get install ${missing.join(' ')}`);
  }
  say(`Installing ${missing.length} Debian packages …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run(['apt-get', 'update'], { timeoutSeconds: 180, env });
  await run(['apt-get', 'install', '-y', '--no-install-recommends', ...missing], { timeoutSeconds: 900, env });
}

/** Returns Odoo 19 unpacked in the cache, downloaded from Debian's sid when it is not there yet. */
export async function odooPackage(): Promise<OdooPackage> {
  const packages = cacheFolder('packages');
  const name = packageFile(packages) ?? (await download(packages));
  const home = join(cacheFolder('odoo'), name.replace(/\.deb$/, ''));
  if (!existsSync(home)) await unpack(join(packages, name), home);
  return { name, script: join(home, 'usr/bin/odoo'), python: join(home, 'usr/lib/python3/dist-packages') };
}

function packageFile(folder: string): string | undefined {
  return readdirSync(folder).find((file) => file.startsWith('odoo-19_') && file.endsWith('.deb'));
}

/** Downloads into an apt world of its own, so that the system never learns of sid. */
async function download(folder: string): Promise<string> {
  say('Downloading odoo-19 from Debian sid (122 MB) …');
  const apt = cacheFolder('apt');
  cacheFolder('apt', 'lists', 'partial');
  cacheFolder('apt', 'cache', 'archives', 'partial');
  const sources = join(apt, 'sid.list');
  writeFileSync(sources, `deb [signed-by=${KEYRING}] ${debianMirror()} sid main\n`);
  const settings = {
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '-',
    'Dir::State::lists': join(apt, 'lists'),
    'Dir::Cache': join(apt, 'cache'),
    // A mirror that stands still has a Release file past its date.
    'Acquire::Check-Valid-Until': 'false',
    'APT::Sandbox::User': '',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await run(['apt-get', ...options, 'update'], { timeoutSeconds: 180 });
  // Into a folder of its own first: a download that was cut off must not pass for the package.
  const incoming = cacheFolder('apt', 'incoming');
  await run(['apt-get', ...options, 'download', 'odoo-19'], { timeoutSeconds: 900, cwd: incoming });
  const name = packageFile(incoming);
  if (name === undefined) throw new CannotRun('apt-get download left no odoo-19 package: has Debian sid moved on to another version?');
  renameSync(join(incoming, name), join(folder, name));
  return name;
}

/** The mirror that this machine uses already. */
export function debianMirror(): string {
  const folder = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list', ...(existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [])];
  for (const file of files) {
    if (!existsSync(file)) continue;
    const found = /^(?:deb(?: \[[^\]]*\])? |URIs: *)(https?:\/\/\S+?\/debian)\/?(?:\s|$)/m.exec(readFileSync(file, 'utf8'));
    if (found?.[1] !== undefined) return found[1];
  }
  return 'http://deb.debian.org/debian';
}

async function unpack(file: string, home: string): Promise<void> {
  say('Unpacking Odoo …');
  const partial = `${home}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const script =
    `mkdir -p "$2" && dpkg-deb --fsys-tarfile "$1" | ` +
    `tar -x -C "$2" --no-same-owner --exclude='*/i18n/*' --exclude='*/i18n_extra/*' ./usr/lib ./usr/bin`;
  await run(['bash', '-o', 'pipefail', '-c', script, 'unpack', file, partial], { timeoutSeconds: 300 });
  renameSync(partial, home);
}
