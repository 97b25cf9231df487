import { keepCompiled } from '../platform/compile-cache.ts';

// Before anything else is loaded.
keepCompiled();

const { assumeProduction } = await import('../platform/config.ts');
assumeProduction();

const { runServer } = await import('./run.ts');
await runServer(async (config, log, lifecycle) => {
  // The sandbox loads its records on another core while everything else is loaded here.
  const { findOdoo } = await import('./find-odoo.ts');
  const found = findOdoo(config, lifecycle);
  found.catch(() => undefined); // told where it is awaited
  const { serve } = await import('./serve.ts');
  const { NAME, VERSION } = await import('../platform/version.ts');
  const { url, odoo, isSandbox } = await serve(config, log, lifecycle, found);
  console.log(`${NAME} ${VERSION} is ready at ${url}/graphql over ${odoo} (${(performance.now() / 1000).toFixed(1)} s)`);
  if (isSandbox) console.log('A token for a demo person (admin, manager, staff, agent, customer): npm run --silent token -- --persona agent');
});
