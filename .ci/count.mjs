import { readFileSync } from 'node:fs';

/** Names what was not run and prints "passed failed skipped" of a vitest JSON report. */
const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const skipped = report.testResults.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === 'pending' || status === 'skipped' || status === 'todo'));
const suites = Map.groupBy(skipped, ({ ancestorTitles }) => ancestorTitles[0] ?? '(no suite)');
for (const [suite, tests] of suites) console.error(`NOT RUN: ${suite}: ${tests.length} tests`);
console.log(report.numPassedTests, report.numFailedTests, skipped.length);
