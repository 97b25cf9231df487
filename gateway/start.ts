import { enableCompileCache } from 'node:module';

// Before anything else is loaded: the second start parses and strips nothing again.
enableCompileCache();

const { assumeProduction } = await import('../platform/config.ts');
assumeProduction();

const { runServer } = await import('./run.ts');
await runServer(async (config, log, lifecycle) => {
  const { serve } = await import('./serve.ts');
  const { NAME, VERSION } = await import('../platform/version.ts');
  const { url, odoo, isSandbox } = await serve(config, log, lifecycle);
  console.log(`${NAME} ${VERSION} is ready at ${url}/graphql over ${odoo} (${(performance.now() / 1000).toFixed(1)} s)`);
  if (isSandbox) console.log('A token for a demo person (admin, manager, staff, agent, customer): npm run --silent token -- --persona agent');
});
