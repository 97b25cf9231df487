import { authored } from './dataset.ts';
import { GENERATIONS } from './types.ts';

// Prints the data set as JSON, for test/real/load.py. An argument names another generation than the two tables.
const wanted = process.argv[2] ?? 'two-table';
const generation = GENERATIONS.find((known) => known === wanted);
if (generation === undefined) throw new Error(`generation ${wanted} is not one of ${GENERATIONS.join(', ')}`);
process.stdout.write(JSON.stringify(authored({ generation })));
