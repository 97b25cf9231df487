import { CannotRun } from '../real/run.ts';
import { installDebianPackages } from '../real/packages.ts';

/** Debian's browser, and the fonts without which a page has no text. */
const PACKAGES = ['chromium', 'fonts-dejavu-core'];

/** `npm run browser` installs the Chromium of Debian that test/browser needs. */
try {
  await installDebianPackages(PACKAGES);
} catch (error) {
  if (!(error instanceof CannotRun)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
