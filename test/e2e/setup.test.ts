import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SA } from '../../odoo/sandbox/data/ids.ts';
import { PERSONAS } from '../../odoo/sandbox/data/personas.ts';
import { headersOf, startGraph, type TestGraph } from '../support/graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(null);
});
afterAll(() => graph[Symbol.asyncDispose]());

interface Line {
  readonly id: string;
  readonly verdict: string;
  readonly detail: string;
}

const CHECKLIST = '{ setupChecklist { id group title verdict severity detail remedy path } }';
const ISSUES = '{ setupIssues { id verdict detail } }';

describe('setupChecklist', () => {
  it('gives an administrator every line, with remedy and path', async () => {
    const { data, errors, odooCalls } = await graph.ask('admin', CHECKLIST);
    const lines = (data as { setupChecklist: readonly Line[] }).setupChecklist;
    expect(errors).toEqual([]);
    expect(lines.length).toBe(53);
    expect(lines.find(({ id }) => id === 'accounting.bankJournal')).toEqual({
      id: 'accounting.bankJournal',
      group: 'ACCOUNTING',
      title: 'Each company that sells has a Bank journal',
      verdict: 'OK',
      severity: 'REQUIRED',
      detail: '3 bank journals.',
      remedy: 'Create a journal of the type Bank: payments are registered in it.',
      path: 'Accounting → Configuration → Journals',
    });
    // 27 for the checklist, and who is asking.
    expect(odooCalls).toBe(28);
  });

  it('is what setupIssues is taken from', async () => {
    const all = (await graph.ask('admin', CHECKLIST)).data as { setupChecklist: readonly Line[] };
    const issues = (await graph.ask('admin', ISSUES)).data as { setupIssues: readonly Line[] };
    expect(issues.setupIssues).toEqual(all.setupChecklist.filter(({ verdict }) => verdict !== 'OK').map(({ id, verdict, detail }) => ({ id, verdict, detail })));
    expect(issues.setupIssues.length).toBe(13);
  });

  it('looks at the company of the Service Account that an administrator names', async () => {
    const headers = { ...(await headersOf('admin')), 'x-sa-id': String(SA.NAIROBI) };
    const { data } = await graph.ask(headers, CHECKLIST);
    const lines = (data as { setupChecklist: readonly Line[] }).setupChecklist;
    expect(lines.find(({ id }) => id === 'accounting.bankJournal')?.detail).toBe('1 bank journals.');
    expect(JSON.stringify(lines)).not.toMatch(/Togo|Solar water pump/);
  });

  it.each(Object.keys(PERSONAS).filter((name) => name !== 'admin') as readonly ('manager' | 'staff' | 'agent' | 'customer')[])('is not for the %s', async (persona) => {
    for (const query of [CHECKLIST, ISSUES]) {
      const { data, errors } = await graph.ask(persona, query);
      expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
      expect(Object.values(data as Record<string, unknown>)).toEqual([null]);
    }
  });
});
