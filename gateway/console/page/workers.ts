interface MonacoEnvironment {
  getWorker(id: string, label: string): Worker;
}

/** The editor's workers are files of this server, as its policy wants; the editor's own way is a script made of a string. */
export function useOwnWorkers(): void {
  const environment: MonacoEnvironment = {
    getWorker(_id, label) {
      const name = label === 'json' || label === 'graphql' ? label : 'editor';
      return new Worker(`/console/${name}.worker.js`, { type: 'module', name });
    },
  };
  Object.assign(globalThis, { MonacoEnvironment: environment });
}
