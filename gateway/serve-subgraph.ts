import { keepCompiled } from '../platform/compile-cache.ts';

keepCompiled();

const { assumeProduction } = await import('../platform/config.ts');
assumeProduction();

const { runServer } = await import('./run.ts');
await runServer(async (config, log, lifecycle) => {
  const name = process.argv[2] ?? '';
  const { serveSubgraph } = await import('./subgraph-main.ts');
  const url = await serveSubgraph(name, config, log, lifecycle);
  console.log(`The subgraph ${name} is ready at ${url} for the gateway.`);
});
