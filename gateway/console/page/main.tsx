import './page.css';
import { App } from './app.tsx';
import { loadFacts } from './facts.ts';
import { createRoot } from './vendor.ts';
import { watchSession } from './viewer.ts';
import { useOwnWorkers } from './workers.ts';

const root = document.getElementById('console');
if (root === null) throw new Error('The page has no place for the console.');
const { name = 'odoo-graph', version = '' } = root.dataset;

useOwnWorkers();
watchSession();
await loadFacts();
createRoot(root).render(<App name={name} version={version} />);
