/** What the version calls answer. */
export const versionInfo = (version: number): Record<string, unknown> => ({
  server_version: `${version}.0`,
  server_version_info: [version, 0, 0, 'final', 0, ''],
  server_serie: `${version}.0`,
  protocol_version: 1,
});

export const webVersion = (version: number): Record<string, unknown> => ({
  version_info: [version, 0, 0, 'final', 0, ''],
  version: `${version}.0`,
});
